import type { Plan, PlanCommune, PlanMove } from '../../../../src/contracts/assignments.js';
import { call } from '../client.js';
import { type Kind, moveCounts } from './use-move-counts.js';

export interface AskedCount {
  /** Who gets an offer; of these, who has a place elsewhere and is asked to change it. */
  asked: number;
  moved: number;
  /** Who is told that a place is taken back, and gets no other for it now. */
  withdrawn: number;
}

/** Whom publishing would reach: everyone, or only who is concerned in these communes. */
export async function countAsked(plan: Plan, communes: readonly PlanCommune[] | null): Promise<AskedCount> {
  const ids = communes && new Set(communes.map((row) => row.communeId));
  const isHere = (place: PlanMove['to']) => place !== null && (ids === null || ids.has(place.communeId));
  const [moves, taken] = await Promise.all([all(plan, 'moved'), all(plan, 'withdrawn')]);
  // Another skill on the same shift is no other place: nobody is asked.
  const elsewhere = moves.filter(({ from, to }) => from?.shiftId !== to?.shiftId);
  const moved = elsewhere.filter(({ to }) => isHere(to)).length;
  const left = elsewhere.filter(({ from, to }) => isHere(from) && !isHere(to)).length;
  return {
    asked: (await countNew(plan, communes, isHere)) + moved,
    moved,
    withdrawn: taken.filter(({ from }) => isHere(from)).length + left,
  };
}

/** Thousands of new places are only read one by one where there is no other way to count them. */
async function countNew(
  plan: Plan,
  communes: readonly PlanCommune[] | null,
  isHere: (place: PlanMove['to']) => boolean,
): Promise<number> {
  if (communes === null) return (await moveCounts(plan))?.new ?? 0;
  return (await all(plan, 'new')).filter(({ to }) => isHere(to)).length;
}

const PAGE = 500;

async function all({ eventId, id: planId }: Plan, kind: Kind): Promise<PlanMove[]> {
  const found: PlanMove[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = await call('GET /events/:eventId/plans/:planId/moves', {
      params: { eventId, planId },
      query: { kind, page, pageSize: PAGE },
    });
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}
