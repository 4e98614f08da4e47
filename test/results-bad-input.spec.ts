import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { type Reporter, type ResultsDay, resultsDay } from './factories/results-day.js';
import { SMALL_JPEG } from './factories/small-jpeg.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let day: ResultsDay, elsewhere: ResultsDay;
let who: Reporter;

beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' });
  make = factories(server);
  day = await resultsDay(server, make);
  elsewhere = await resultsDay(server, make);
  who = await day.reporter();
});
afterAll(() => server.close());

type Body = Record<string, unknown>;
const WRONG = [null, '', 'x', 7.5, 1e308, -1e308, true, [], {}, '\u0000', '\ud800', 'x'.repeat(600_000)];
const results = () => `/api/events/${day.event.id}/results`;
const photos = () => `/api/events/${day.event.id}/result-photos`;
const indicators = () => `/api/campaigns/${day.event.campaignId}/indicators`;

/** Every field wrong in every way, missing, and one too many: a clear refusal, and never a fault of ours. */
async function refuseEach(valid: Body, send: (body: Body) => Promise<{ status: number; body: unknown }>) {
  const bodies: Body[] = [{ ...valid, unexpected: 1 }];
  for (const field of Object.keys(valid)) {
    bodies.push(Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field)));
    const isFlag = typeof valid[field] === 'boolean';
    const wrong = WRONG.filter((value) => value !== valid[field] && !(isFlag && value === true));
    bodies.push(...wrong.map((value) => ({ ...valid, [field]: value })));
  }
  for (const body of bodies) {
    const { status, body: answer } = await send(body);
    const said = JSON.stringify(body).slice(0, 160);
    expect([said, status >= 400 && status < 500]).toEqual([said, true]);
    expect(answer).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/) as unknown });
  }
}
const untouched = async (table: string) => expect(await make.sql(`SELECT FROM ${table}`)).toEqual([]);

describe('bad input', () => {
  it('never reaches the ledger of results', async () => {
    const entry = day.entry(who, 'files_online', 1);
    const batch = (rest: Body) => who.client.post(results(), { deviceId: 'device-0001', entries: [rest] });
    await refuseEach({ ...entry }, batch);
    await refuseEach({ deviceId: 'device-0001', entries: [entry] }, (body) =>
      who.client.post(results(), body),
    );
    expect((await batch({ ...entry, amount: 0, people: 0 })).status).toBe(400);
    const many = Array.from({ length: 201 }, () => day.entry(who, 'files_online', 1));
    expect((await day.post(who, many)).status).toBe(400);
    await untouched('results');
  });

  it('of another event is nothing, and of another person refused and kept', async () => {
    const stranger = await elsewhere.reporter();
    const foreign = elsewhere.entry(stranger, 'files_online', 1);
    expect((await day.post(who, [foreign], elsewhere.event.id)).status).toBe(404);
    const [receipt] = await day.send(who, foreign);
    expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'not_assigned' });
    const ofOtherCampaign = { ...day.entry(who, 'files_online', 1), indicatorId: foreign.indicatorId };
    expect((await day.send(who, ofOtherCampaign))[0]).toMatchObject({ refusal: 'unknown_indicator' });
    expect(await make.sql('SELECT FROM result_counts')).toEqual([]);
    await make.sql('DELETE FROM results');
  });

  it('is no picture', async () => {
    const valid = {
      id: newId(),
      assignmentId: who.assignmentId,
      indicatorId: day.indicator('households_visited'),
      deviceTime: new Date().toISOString(),
      jpeg: SMALL_JPEG.toString('base64'),
    };
    await refuseEach(valid, (body) => who.client.post(photos(), body));
    for (let cut = 90; cut < SMALL_JPEG.length; cut += 3) {
      const jpeg = SMALL_JPEG.subarray(0, cut).toString('base64');
      expect((await who.client.post(photos(), { ...valid, jpeg })).status).toBeGreaterThanOrEqual(400);
    }
    await untouched('result_photos');
  });

  it('changes no indicator, and takes nothing back', async () => {
    const coordinator: HttpClient = (await make.staff('province_coordinator', day.province)).client;
    const read = async () => (await coordinator.get<{ rev: number; indicators: Body[] }>(indicators())).body;
    const { rev, indicators: list } = await read();
    const [first, ...rest] = list;
    const put = (one: Body) => coordinator.put(indicators(), { rev, indicators: [one, ...rest] });
    await refuseEach({ ...first!, target: 5 }, (one) => (one['target'] === null ? put({}) : put(one)));
    const twice = { rev, indicators: [...list, first] };
    expect((await coordinator.put(indicators(), twice)).status).toBe(400);
    expect(await read()).toEqual({ ...(await read()), rev, indicators: list });

    await day.report(who, 'files_online', 2);
    const [row] = await make.sql<{ id: string }>('SELECT id FROM results');
    const path = `${results()}/${row!.id}/void`;
    for (const body of [{}, { reason: 'x' }, { reason: 'other' }, { reason: 'slip', note: '\u0000' }]) {
      expect((await day.organiser.post(path, body)).status).toBe(400);
    }
    expect((await elsewhere.organiser.post(path, { reason: 'slip' })).status).toBe(404);
    expect((await day.organiser.post(`${results()}/${newId()}/void`, { reason: 'slip' })).status).toBe(404);
    await untouched('result_voids');
  });
});
