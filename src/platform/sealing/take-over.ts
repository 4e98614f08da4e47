import type { DataSource, EntityManager } from 'typeorm';
import { sealedColumns, type SealedColumn } from './sealed-column.js';
import type { Sealer } from './sealer.js';
import { SealingKeyEntity, ToSealEntity } from './sealing.entity.js';

const SEALING_LOCK = 726_781_004;

/**
 * Before a process serves: makes sure that its keys are those of the database, and seals what a migration has
 * left in the clear. Of several that start at once one does it, the others wait.
 * @throws Error in words when a key is missing or is another than the one of that number
 */
export async function takeOverSealing(dataSource: DataSource, sealer: Sealer): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [SEALING_LOCK]);
    await requireKeys(dataSource.manager, sealer);
    await sealWaiting(dataSource, sealer);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [SEALING_LOCK]).catch(() => undefined);
    await lock.release();
  }
}

async function requireKeys(manager: EntityManager, { keys }: Sealer): Promise<void> {
  const used = await manager.find(SealingKeyEntity);
  for (const { id, fingerprint } of used) {
    const key = keys.known.get(id);
    if (key?.fingerprint.equals(fingerprint) === true) continue;
    throw new Error(
      `What this database keeps sealed was sealed with ${key ? 'another ' : ''}key ${id}. ` +
        'Give this process the keys of the others (SEALING_KEYS, or sealing.keys in its data folder).',
    );
  }
  const { id, fingerprint } = keys.current;
  if (!used.some((one) => one.id === id)) await manager.insert(SealingKeyEntity, { id, fingerprint });
}

/** Batch by batch: who is killed half-way has lost nothing, and the next start goes on. */
async function sealWaiting(dataSource: DataSource, sealer: Sealer): Promise<void> {
  const touched = new Set<string>();
  for (const column of sealedColumns()) {
    const { table: relation, column: field } = column;
    for (;;) {
      const rows = await dataSource.transaction(async (manager) => {
        const found = await manager.find(ToSealEntity, { where: { relation, field }, take: column.batch });
        await writeSealed(
          manager,
          sealer,
          column,
          found.map(({ row_id, clear }) => ({ id: row_id, clear })),
        );
        if (found.length > 0) await manager.remove(found);
        return found.length;
      });
      if (rows === 0) break;
      touched.add(relation);
    }
  }
  if (touched.size === 0) return;
  // Rows that were changed or removed lie in the files until they are written anew.
  for (const table of [...touched, 'to_seal']) await dataSource.query(`VACUUM (FULL) ${table}`);
}

/** Writes values of one column, each with its hashes. */
export async function writeSealed(
  manager: EntityManager,
  sealer: Sealer,
  column: SealedColumn,
  rows: readonly { id: string; clear: Buffer }[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, key, hashes } = column;
  const names = [column.column, ...hashes.map((one) => one.column)];
  const written = rows.map(({ id, clear }) => sealer.columnsOf(column, id, clear));
  await manager.query(
    `UPDATE ${table} t SET ${names.map((name) => `${name} = c.${name}`).join(', ')}
     FROM unnest($1::uuid[], ${names.map((_, i) => `$${i + 2}::bytea[]`).join(', ')}) AS c (id, ${names.join(', ')})
     WHERE t.${key} = c.id`,
    [rows.map(({ id }) => id), ...names.map((_, i) => written.map((values) => values[i]))],
  );
}
