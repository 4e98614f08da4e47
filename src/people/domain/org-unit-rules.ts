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
