import type { AssignmentPage } from '../../src/contracts/assignments.js';
import type { ActDone, ActUndone, Candidates } from '../../src/contracts/dispatch.js';
import type { HttpClient } from '../support/http-client.js';
import type { TestServer } from '../support/test-server.js';
import type { factories } from './index.js';
import { settled } from './settled.js';

export const HAM_RONG = '14758';
/** Next to it. */
export const HAC_THANH = '14797';

/**
 * Hàm Rồng wants `short` more than come; in Hạc Thành `spare` more have accepted than are wanted. The shift
 * has begun, and what was said was said yesterday.
 */
export async function shortMorning(
  server: TestServer,
  make: ReturnType<typeof factories>,
  values: { short: number; spare?: number; free?: string[] },
) {
  const { short, spare = 0, free = [] } = values;
  const unit = await make.orgUnit({ kind: 'province' });
  const branch = await make.orgUnit({ parent: unit, communeId: HAM_RONG });
  const event = await make.event({ unit, startsAt: new Date(Date.now() - 600_000) });
  const poor = await make.site(event.id, HAM_RONG);
  const rich = await make.site(event.id, HAC_THANH);
  const here = await make.shift(event, poor.id, [{ target: short, maximum: short + 1 }]);
  const there = await make.shift(event, rich.id, [{ target: 1, maximum: 1 + spare }]);
  const person = async (communeId: string) => {
    const one = await make.person({ unit: branch, communeId });
    await make.register(event.id, [one.id]);
    return one;
  };
  const standing = [];
  if (spare > 0) {
    for (let n = 0; n <= spare; n++)
      standing.push(await make.assignment(event, there, (await person(HAC_THANH)).id));
  }
  const people = [];
  for (const communeId of free) people.push(await person(communeId));
  await settled(server, event.id);
  const { client: organiser, id: staffId } = await make.staff('event_organiser', unit);
  const path = `/api/events/${event.id}`;
  const assignments = async () =>
    (await organiser.get<AssignmentPage>(`${path}/assignments?pageSize=500`)).body.items;
  return {
    unit,
    branch,
    event,
    poor,
    here,
    there,
    people,
    standing,
    organiser,
    staffId,
    path,
    assignments,
    candidates: async (client: HttpClient = organiser) =>
      (await client.get<Candidates>(`${path}/shifts/${here.id}/candidates`)).body,
    send: (personIds: string[], client: HttpClient = organiser) =>
      client.post<ActDone>(`${path}/shifts/${here.id}/dispatch`, { personIds }),
    undo: (actId: string | null) => organiser.post<ActUndone>(`${path}/acts/${actId}/undo`),
    stateOf: async (personId: string, shiftId = here.id) =>
      (await assignments()).find((row) => row.personId === personId && row.shiftId === shiftId)?.state,
  };
}
export type ShortMorning = Awaited<ReturnType<typeof shortMorning>>;
