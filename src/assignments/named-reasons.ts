import type { EntityManager } from 'typeorm';
import type { Reason } from '../contracts/assignments.js';

const PERSON = /‹([0-9a-f-]{36})›/g;

/**
 * Puts people's names in where the engine, which knows none, wrote `‹id›`. Only for answers to who may
 * read them: what is kept, and what goes over sockets, holds ids.
 */
export async function withNames(manager: EntityManager, reasons: readonly Reason[]): Promise<Reason[]> {
  const ids = reasons.flatMap(({ vi, en }) =>
    [...`${vi} ${en}`.matchAll(PERSON)].flatMap(([, id]) => id ?? []),
  );
  if (ids.length === 0) return [...reasons];
  const rows = await manager.query<{ id: string; full_name: string }[]>(
    'SELECT id, full_name FROM people WHERE id = ANY($1)',
    [[...new Set(ids)]],
  );
  const names = new Map(rows.map((row) => [row.id, row.full_name]));
  const named = (text: string) => text.replace(PERSON, (mark, id: string) => names.get(id) ?? mark);
  return reasons.map(({ code, vi, en }) => ({ code, vi: named(vi), en: named(en) }));
}
