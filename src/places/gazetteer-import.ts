import type { DataSource, EntityManager } from 'typeorm';
import { buildGazetteer, type Gazetteer } from './domain/gazetteer.js';
import { readGazetteerFiles } from './gazetteer-files.js';

const IMPORT_LOCK = 726_781_002;

/**
 * Brings the gazetteer into the database, once for each state of its files. Several processes may
 * start at once: one imports, the others wait and find it done. Units are never deleted: people,
 * sites and events point at them.
 * @returns whether anything was written
 */
export async function importGazetteer(dataSource: DataSource): Promise<boolean> {
  const files = await readGazetteerFiles();
  return dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
    const known = await manager.query<unknown[]>('SELECT 1 FROM gazetteer_imports WHERE digest = $1', [
      files.digest,
    ]);
    if (known.length > 0) return false;
    const gazetteer = buildGazetteer(files.parse());
    await writeUnits(manager, gazetteer.units);
    await writeNames(manager, gazetteer);
    await writeSuccessors(manager, gazetteer);
    await manager.query('INSERT INTO gazetteer_imports (digest, imported_at) VALUES ($1, now())', [
      files.digest,
    ]);
    return true;
  });
}

async function writeUnits(manager: EntityManager, units: Gazetteer['units']): Promise<void> {
  await manager.query(
    `INSERT INTO administrative_units
       (id, code, level, parent_id, province_id, valid_from, valid_to, lat, lon, area_km2, population)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[],
       $8::float8[], $9::float8[], $10::float8[], $11::int[])
     ON CONFLICT (id) DO UPDATE SET
       code = excluded.code, level = excluded.level, parent_id = excluded.parent_id,
       province_id = excluded.province_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
       lat = excluded.lat, lon = excluded.lon, area_km2 = excluded.area_km2, population = excluded.population`,
    [
      units.map((u) => u.id),
      units.map((u) => u.code),
      units.map((u) => u.level),
      units.map((u) => u.parentId),
      units.map((u) => u.provinceId),
      units.map((u) => u.validFrom),
      units.map((u) => u.validTo),
      units.map((u) => u.lat),
      units.map((u) => u.lon),
      units.map((u) => u.areaKm2),
      units.map((u) => u.population),
    ],
  );
}

async function writeNames(manager: EntityManager, { units, names }: Gazetteer): Promise<void> {
  await manager.query('DELETE FROM administrative_unit_names WHERE unit_id = ANY($1::text[])', [
    units.map((u) => u.id),
  ]);
  await manager.query(
    `INSERT INTO administrative_unit_names (unit_id, valid_from, valid_to, name, full_name, type, folded)
     SELECT * FROM unnest($1::text[], $2::date[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[])`,
    [
      names.map((n) => n.unitId),
      names.map((n) => n.validFrom),
      names.map((n) => n.validTo),
      names.map((n) => n.name),
      names.map((n) => n.fullName),
      names.map((n) => n.type),
      names.map((n) => n.folded),
    ],
  );
}

async function writeSuccessors(manager: EntityManager, { units, successors }: Gazetteer): Promise<void> {
  await manager.query('DELETE FROM administrative_unit_successors WHERE old_id = ANY($1::text[])', [
    units.map((u) => u.id),
  ]);
  await manager.query(
    `INSERT INTO administrative_unit_successors (old_id, new_id, relation, is_default, note)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bool[], $5::text[])`,
    [
      successors.map((s) => s.oldId),
      successors.map((s) => s.newId),
      successors.map((s) => s.relation),
      successors.map((s) => s.isDefault),
      successors.map((s) => s.note),
    ],
  );
}
