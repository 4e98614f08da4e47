import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Campaign } from '../src/contracts/campaigns.js';
import { type Indicators, IndicatorsSchema } from '../src/contracts/results.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let province: OrgUnitRow;
let coordinator: HttpClient;
let viewer: HttpClient;

beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' });
  const make = factories(server);
  province = await make.orgUnit();
  coordinator = (await make.staff('province_coordinator', province)).client;
  viewer = (await make.staff('viewer', province)).client;
});
afterAll(() => server.close());

async function campaign(): Promise<string> {
  const wish = { orgUnitId: province.id, title: 'Ngày CĐS', startsOn: '2026-10-01', endsOn: '2026-10-20' };
  const { status, body } = await coordinator.post<Campaign>('/api/campaigns', wish);
  expect(status).toBe(201);
  return body.id;
}
const list = async (id: string): Promise<Indicators> =>
  IndicatorsSchema.parse((await viewer.get(`/api/campaigns/${id}/indicators`)).body);
const put = (id: string, body: object) =>
  coordinator.put<Indicators>(`/api/campaigns/${id}/indicators`, body);

describe('the indicators of a campaign', () => {
  it('are the usual ones when it is made', async () => {
    const { indicators, rev } = await list(await campaign());
    expect(rev).toBe(1);
    expect(indicators.map((one) => one.code)).toEqual([
      'people_helped',
      'vneid_activated',
      'files_online',
      'payment_accounts',
      'digital_signatures',
      'households_visited',
    ]);
    expect(indicators[0]?.counts).toBe('turns_people');
  });

  it('are put in another order, given a target, switched off and added to, and put back', async () => {
    const id = await campaign();
    const before = await list(id);
    const [first, second, ...rest] = before.indicators;
    const added = { ...first!, id: newId(), code: 'qr_stalls', counts: 'quantity', target: 300 };
    const wish = [second, { ...first, target: 5_000 }, added, ...rest.slice(1)];
    const changed = await put(id, { rev: before.rev, indicators: wish });
    expect(changed.status).toBe(200);
    const now = await list(id);
    expect(now.indicators.map((one) => [one.code, one.target, one.active])).toEqual([
      ['vneid_activated', null, true],
      ['people_helped', 5_000, true],
      ['qr_stalls', 300, true],
      ['payment_accounts', null, true],
      ['digital_signatures', null, true],
      ['households_visited', null, true],
      ['files_online', null, false],
    ]);
    await put(id, { rev: now.rev, indicators: before.indicators });
    const back = await list(id);
    expect(back.indicators.slice(0, 6)).toEqual(before.indicators);
    expect(back.indicators[6]).toMatchObject({ code: 'qr_stalls', active: false });
  });

  it('are not changed over somebody else’s change, nor into another kind, nor by who only looks', async () => {
    const id = await campaign();
    const { rev, indicators } = await list(id);
    expect((await put(id, { rev, indicators })).status).toBe(200);
    const stale = await put(id, { rev, indicators });
    expect(stale).toMatchObject({ status: 409, body: { code: 'indicators_changed' } });
    const kind = indicators.map((one, i) => (i === 0 ? { ...one, counts: 'quantity' } : one));
    expect(await put(id, { rev: rev + 1, indicators: kind })).toMatchObject({
      body: { code: 'indicator_fixed' },
    });
    const taken = await list(await campaign());
    expect(await put(id, { rev: rev + 1, indicators: taken.indicators })).toMatchObject({ status: 409 });
    const seen = await viewer.put(`/api/campaigns/${id}/indicators`, { rev: rev + 1, indicators });
    expect(seen.status).toBe(403);
  });
});
