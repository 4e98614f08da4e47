import type { z } from 'zod';
import type { Assignment, CreatePlanSchema, Plan, Proposal } from '../../src/contracts/assignments.js';
import type { HttpClient } from '../support/http-client.js';
import type { TestServer } from '../support/test-server.js';
import { eventually } from '../support/eventually.js';
import type { factories } from './index.js';

type Make = ReturnType<typeof factories>;

/** An event with registered people and demand, and an organiser who can plan it. */
export async function planned(
  server: TestServer,
  make: Make,
  values: {
    people: number;
    target: number;
    minimum?: number;
    maximum?: number;
    sites?: number;
    /** Of the sites, one each; else all are in the same commune. */
    communes?: string[];
    names?: string[];
    skill?: string;
    skills?: { skill: string; level: number }[];
    state?: 'open' | 'live';
  },
) {
  const communeId = '14758'; // Phường Hàm Rồng
  const unit = await make.orgUnit({ kind: 'province' });
  const branch = await make.orgUnit({ parent: unit, communeId });
  const event = await make.event({ unit, state: values.state ?? 'live' });
  const shifts = [];
  for (let index = 0; index < (values.communes?.length ?? values.sites ?? 1); index++) {
    const site = await make.site(event.id, values.communes?.[index] ?? communeId);
    const demand = {
      target: values.target,
      minimum: values.minimum ?? 0,
      maximum: values.maximum ?? values.target,
      ...(values.skill === undefined ? {} : { skill: values.skill }),
    };
    shifts.push(await make.shift(event, site.id, [demand]));
  }
  const people = [];
  for (let index = 0; index < values.people; index++) {
    const name = values.names?.[index];
    people.push(
      await make.person({
        unit: branch,
        communeId,
        skills: values.skills ?? [],
        ...(name === undefined ? {} : { name }),
      }),
    );
  }
  await make.register(
    event.id,
    people.map((person) => person.id),
  );
  const { client: organiser } = await make.staff('event_organiser', unit);
  const plans = `/api/events/${event.id}/plans`;

  /** Asks for a plan and waits until it is there. */
  async function solve(wish?: z.input<typeof CreatePlanSchema>): Promise<Plan> {
    const asked = await organiser.post<Plan>(plans, wish);
    if (asked.status !== 202) throw new Error(`plan refused: ${JSON.stringify(asked.body)}`);
    let plan = asked.body;
    await eventually(async () => {
      plan = (await organiser.get<Plan>(`${plans}/${plan.id}`)).body;
      return !['pending', 'running'].includes(plan.state);
    });
    return plan;
  }

  async function publish(answerWithinMinutes = 60): Promise<Plan> {
    const draft = await solve();
    const answer = await organiser.post<{ plan: Plan }>(`${plans}/${draft.id}/publish`, {
      answerWithinMinutes,
    });
    if (answer.status !== 200) throw new Error(`not published: ${JSON.stringify(answer.body)}`);
    return answer.body.plan;
  }

  const items = async <T>(client: HttpClient, path: string) =>
    (await client.get<{ items: T[] }>(`${path}?pageSize=500`)).body.items;

  return {
    event,
    unit,
    branch,
    communeId,
    shifts,
    people,
    organiser,
    plans,
    solve,
    publish,
    proposals: (planId: string) => items<Proposal>(organiser, `${plans}/${planId}/proposals`),
    assignments: () => items<Assignment>(organiser, `/api/events/${event.id}/assignments`),
    phoneOf: (personId: string) => make.signedIn('volunteer', { subjectId: personId }),
  };
}

export type Planned = Awaited<ReturnType<typeof planned>>;
