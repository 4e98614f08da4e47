import type { z } from 'zod';
import type { OrgUnitKindSchema } from '../../contracts/people.js';

type Kind = z.infer<typeof OrgUnitKindSchema>;

/** Tỉnh đoàn → Đoàn xã/phường → chi đoàn; a chi đoàn may also stand directly below the province. */
const PARENTS: Record<Kind, readonly Kind[]> = {
  province: [],
  commune: ['province'],
  branch: ['commune', 'province'],
};

export function mayStandBelow(kind: Kind, parent: Kind): boolean {
  return PARENTS[kind].includes(parent);
}

/** What the rules of merging look at. */
export interface Mergeable {
  id: string;
  parent_id: string | null;
  kind: Kind;
  province_id: string;
  ancestors: readonly string[];
  merged_into: string | null;
}
export type MergeFault =
  'merge_into_itself' | 'org_unit_merged' | 'merge_into_descendant' | 'foreign_unit' | 'not_sister_units';

/**
 * Why `from` cannot become part of `into`; null: it can. Only sister units merge: so nothing that was counted
 * for a unit above both of them is counted elsewhere afterwards.
 */
export function mergeFault(from: Mergeable, into: Mergeable): MergeFault | null {
  if (from.id === into.id) return 'merge_into_itself';
  if (from.merged_into !== null || into.merged_into !== null) return 'org_unit_merged';
  if (into.ancestors.includes(from.id)) return 'merge_into_descendant';
  if (from.province_id !== into.province_id) return 'foreign_unit';
  return from.kind === into.kind && from.parent_id === into.parent_id ? null : 'not_sister_units';
}

/**
 * The names of units that move to where some names are taken: one that is taken there says where it came
 * from. @returns new names by id, of those that change
 */
export function namesAfterMerge(
  moving: readonly { id: string; name: string }[],
  taken: readonly string[],
  from: string,
): Map<string, string> {
  const there = new Set(taken);
  return new Map(
    moving.flatMap(({ id, name }) => (there.has(name) ? [[id, `${name} (${from})`] as const] : [])),
  );
}
