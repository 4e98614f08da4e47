import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { PROJECT_ROOT } from '../platform/project-root.js';
import type { GazetteerTables } from './domain/gazetteer.js';

const FOLDER = join(PROJECT_ROOT, 'data/gazetteer');
const FILES = {
  provinces: 'provinces.csv',
  communes: 'communes_2025.csv',
  oldProvinces: 'provinces_2024.csv',
  oldDistricts: 'districts_2024.csv',
  oldCommunes: 'communes_202506.csv',
  mapping: 'mapping_2025.csv',
} as const;
type Table = keyof typeof FILES;

/** Raise it when the same files are to be read in another way. */
const READING = 1;

const RowsSchema = z.array(z.record(z.string(), z.string()));

export interface GazetteerFiles {
  /** Of all files and of the way they are read. */
  digest: string;
  parse(): GazetteerTables;
}

export async function readGazetteerFiles(): Promise<GazetteerFiles> {
  const tables = Object.keys(FILES) as Table[];
  const contents = await Promise.all(tables.map((table) => readFile(join(FOLDER, FILES[table]))));
  const hash = createHash('sha256').update(String(READING));
  for (const content of contents) hash.update(createHash('sha256').update(content).digest());
  const rowsOf = (table: Table) =>
    RowsSchema.parse(parse(contents[tables.indexOf(table)] ?? '', { columns: true, bom: true }));
  return {
    digest: hash.digest('hex'),
    parse: () => ({
      provinces: rowsOf('provinces'),
      communes: rowsOf('communes'),
      oldProvinces: rowsOf('oldProvinces'),
      oldDistricts: rowsOf('oldDistricts'),
      oldCommunes: rowsOf('oldCommunes'),
      mapping: rowsOf('mapping'),
    }),
  };
}

/** The outlines of one of today's provinces, as TopoJSON. */
export async function readOutlines(provinceId: string): Promise<unknown> {
  return JSON.parse(await readFile(join(FOLDER, 'topojson', `${provinceId}.topo.json`), 'utf8'));
}
