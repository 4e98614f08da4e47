import type { DataSource } from 'typeorm';
import { sealedColumns, type SealedColumn } from './sealed-column.js';
import type { Sealer } from './sealer.js';
import { writeSealed } from './take-over.js';

export interface Rotated {
  /** How many values were sealed anew. */
  sealed: number;
  /** Numbers of the keys with which nothing is sealed any more. */
  retired: number[];
}

/**
 * Seals with the current key what was sealed with an earlier one, and hashes it anew, batch by batch while
 * others go on working; may be stopped at any time and begun again. Every process must already know the
 * current key and seal with it.
 */
export async function rotateKeys(
  dataSource: DataSource,
  sealer: Sealer,
  report: (column: SealedColumn, done: number) => void = () => undefined,
): Promise<Rotated> {
  let sealed = 0;
  for (const column of sealedColumns()) {
    let done = 0;
    for (let last: string | null = null, more = true; more;) {
      const rows = await sealBatch(dataSource, sealer, column, last);
      more = rows.length > 0;
      last = rows.at(-1) ?? last;
      done += rows.length;
      if (more) report(column, done);
    }
    sealed += done;
  }
  return { sealed, retired: await retire(dataSource, sealer) };
}

/** One batch of the column's values after this row. @returns their rows */
function sealBatch(
  dataSource: DataSource,
  sealer: Sealer,
  column: SealedColumn,
  after: string | null,
): Promise<string[]> {
  const { table, key, column: name } = column;
  return dataSource.transaction(async (manager) => {
    // Of a long value only the first byte is read to see whether it waits.
    const rows = await manager.query<{ id: string; sealed: Buffer }[]>(
      `SELECT ${key} AS id, ${name} AS sealed FROM ${table}
       WHERE substring(${name} FROM 1 FOR 1) <> $1::bytea AND ($2::uuid IS NULL OR ${key} > $2)
       ORDER BY ${key} LIMIT $3 FOR NO KEY UPDATE`,
      [Buffer.of(sealer.keys.current.id), after, column.batch],
    );
    const clear = rows.map(({ id, sealed }) => ({ id, clear: sealer.open(column, id, sealed) }));
    await writeSealed(manager, sealer, column, clear);
    return rows.map(({ id }) => id);
  });
}

/** Forgets the keys that nothing needs any more. */
async function retire(dataSource: DataSource, sealer: Sealer): Promise<number[]> {
  const { id: current } = sealer.keys.current;
  const waiting = sealedColumns().map(
    ({ table, column }) =>
      `SELECT get_byte(substring(${column} FROM 1 FOR 1), 0) FROM ${table} WHERE ${column} IS NOT NULL`,
  );
  const [rows] = await dataSource.query<[{ id: number }[], number]>(
    `DELETE FROM sealing_keys WHERE id <> $1 AND id NOT IN (${waiting.join(' UNION ')}) RETURNING id`,
    [current],
  );
  return rows.map(({ id }) => id);
}
