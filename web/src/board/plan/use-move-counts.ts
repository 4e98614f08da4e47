import type { Plan } from '../../../../src/contracts/assignments.js';
import { call } from '../client.js';
import { useKept, useLoad } from '../use-load.js';

export const KINDS = ['new', 'moved', 'withdrawn'] as const;
export type Kind = (typeof KINDS)[number];
export type MoveCounts = Record<Kind | 'all', number>;

/** How many people a draft invites, moves, and takes a place from. */
export function useMoveCounts(plan: Plan, version: number): MoveCounts | null {
  const { data } = useLoad(() => moveCounts(plan), `${plan.id} ${plan.state} ${version}`);
  return useKept(data);
}

export async function moveCounts({ eventId, id: planId, state }: Plan): Promise<MoveCounts | null> {
  if (state !== 'draft') return null;
  const total = async (kind: Kind) => {
    const page = await call('GET /events/:eventId/plans/:planId/moves', {
      params: { eventId, planId },
      query: { kind, pageSize: 1 },
    });
    return page.total;
  };
  const [added, moved, withdrawn] = await Promise.all([total('new'), total('moved'), total('withdrawn')]);
  return { new: added, moved, withdrawn, all: added + moved + withdrawn };
}
