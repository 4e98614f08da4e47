import type { Plan, Proposal } from '../../../../src/contracts/assignments.js';
import { call } from '../client.js';

/** Somebody of a draft, with what it takes to put them back. */
export type Carried = Pick<Proposal, 'personId' | 'fullName' | 'shiftId' | 'pinned'>;
/** Absent `shiftId`: pin or free them where they are. Null: without a place. */
export interface Change {
  shiftId?: string | null;
  pinned: boolean;
}
export interface Refusal {
  fullName: string;
  problem: string;
}

/** As many as the server takes at once. */
const AT_ONCE = 500;

export async function changePeople(
  { eventId, id: planId }: Plan,
  people: readonly Carried[],
  change: Change,
): Promise<{ done: Carried[]; refused: Refusal[] }> {
  const problems = new Map<string, string>();
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const personIds = people.slice(from, from + AT_ONCE).map((one) => one.personId);
    const { refused } = await call('PUT /events/:eventId/plans/:planId/proposals', {
      params: { eventId, planId },
      body: { personIds, ...change },
    });
    for (const one of refused) problems.set(one.personId, one.problem);
  }
  return {
    done: people.filter((one) => !problems.has(one.personId)),
    refused: people.flatMap(({ personId, fullName }) => {
      const problem = problems.get(personId);
      return problem === undefined ? [] : [{ fullName, problem }];
    }),
  };
}

/** Everyone back to where they were, pinned or not as they were. */
export async function putBack(plan: Plan, people: readonly Carried[]): Promise<Refusal[]> {
  const places = new Map<string, { change: Change; people: Carried[] }>();
  for (const one of people) {
    const key = `${one.shiftId} ${one.pinned}`;
    const place = places.get(key) ?? { change: { shiftId: one.shiftId, pinned: one.pinned }, people: [] };
    place.people.push(one);
    places.set(key, place);
  }
  const refused: Refusal[] = [];
  for (const place of places.values()) {
    refused.push(...(await changePeople(plan, place.people, place.change)).refused);
  }
  return refused;
}
