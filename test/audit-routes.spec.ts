import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assignment, Plan } from '../src/contracts/assignments.js';
import type { Broadcast } from '../src/contracts/broadcasts.js';
import type { Campaign } from '../src/contracts/campaigns.js';
import type { Event, Shift, Site } from '../src/contracts/events.js';
import type { RosterImport, Staff } from '../src/contracts/people.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { ledgerDay } from './factories/ledger-day.js';
import { planned } from './factories/planned-event.js';
import { csv } from './factories/roster-files.js';
import { leavesIn } from './support/audit-entries.js';
import { eventually } from './support/eventually.js';
import type { Answer, HttpClient } from './support/http-client.js';
import { readApi, type Operation } from './support/open-api.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let operations: Operation[];
let province: OrgUnitRow, commune: OrgUnitRow, elsewhere: OrgUnitRow;
let coordinator: { id: string; client: HttpClient };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  operations = await readApi(server.client());
  province = await make.orgUnit({ provinceId: '38' });
  commune = await make.orgUnit({ parent: province, communeId: '14758' });
  elsewhere = await make.orgUnit({ provinceId: '40' });
  coordinator = await make.staff('province_coordinator', province);
});
afterAll(() => server.close());

const leaves = (work: () => Promise<unknown>) => leavesIn(server, work);

describe('every route that changes something', () => {
  const changing = () =>
    operations
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => ({ method, path, name: `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}` }))
      // The ledger says itself who checked whom in.
      .filter(({ name }) => !name.endsWith('/check-ins'));

  it('leaves nothing when it is refused', async () => {
    const strangers = [
      (await make.staff('province_coordinator', elsewhere)).client,
      (await make.staff('viewer', province)).client,
      server.client(),
    ];
    const event = await make.event({ unit: province });
    const statuses: number[] = [];
    const entries = await leaves(async () => {
      for (const { method, path } of changing()) {
        const url = path.replace('{eventId}', event.id).replace(/\{\w+\}/g, newId());
        for (const client of strangers) {
          // What everybody may do to their own.
          if (/\/sessions\/me$|^\/api\/account/.test(url)) continue;
          const { status } = await client.send(method, url, {});
          statuses.push(status);
          expect([url, status]).toEqual([url, expect.any(Number)]);
        }
      }
    });
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(entries).toEqual([]);
  });

  it('leaves an entry when it is done', async () => {
    const done = new Set<string>();
    /** A request that succeeds, and what must then be in the audit. */
    async function does<T>(
      name: string,
      client: HttpClient,
      path: string,
      body?: unknown,
      send = () => client.send<T>(name.split(' ')[0]!, path, body),
    ): Promise<T> {
      let answer: Answer<T> | undefined;
      const entries = await leaves(async () => (answer = await send()));
      expect([name, answer?.body, answer!.status < 300]).toEqual([name, answer?.body, true]);
      expect([name, entries.filter((e) => e.kind === 'act' && e.route === name).length > 0]).toEqual([
        name,
        true,
      ]);
      done.add(name);
      return answer!.body;
    }

    const { client } = coordinator;
    await does('POST /api/org-units', client, '/api/org-units', {
      parentId: commune.id,
      kind: 'branch',
      name: 'Chi đoàn',
    });
    const campaign = await does<Campaign>('POST /api/campaigns', client, '/api/campaigns', {
      title: 'Chiến dịch',
      orgUnitId: province.id,
      startsOn: '2026-10-01',
      endsOn: '2026-10-31',
    });
    const event = await does<Event>('POST /api/events', client, '/api/events', {
      campaignId: campaign.id,
      kind: 'dx_day',
      title: 'Ngày chuyển đổi số',
      startsAt: '2026-10-10T07:00:00+07:00',
      endsAt: '2026-10-10T11:30:00+07:00',
    });
    const at = `/api/events/${event.id}`;
    await does('PATCH /api/events/:eventId', client, at, { version: 1, title: 'Ngày hội' });
    const site = await does<Site>('POST /api/events/:eventId/sites', client, `${at}/sites`, {
      name: 'Nhà văn hóa',
      communeId: '14758',
    });
    const shift = await does<Shift>('POST /api/events/:eventId/shifts', client, `${at}/shifts`, {
      siteId: site.id,
      title: 'Ca sáng',
      startsAt: event.startsAt,
      endsAt: event.endsAt,
    });
    await does('PUT /api/events/:eventId/shifts/:shiftId/demand', client, `${at}/shifts/${shift.id}/demand`, {
      version: 1,
      demand: [{ skill: null, minimum: 1, target: 2, maximum: 3 }],
    });
    await does('DELETE /api/events/:eventId/shifts/:shiftId', client, `${at}/shifts/${shift.id}`);
    await does('DELETE /api/events/:eventId/sites/:siteId', client, `${at}/sites/${site.id}`);
    await does('POST /api/events/:eventId/demand/rule', client, `${at}/demand/rule`, {
      kind: 'per_commune',
      people: 5,
    });
    await make.person({ unit: commune });
    await does('POST /api/events/:eventId/registrations', client, `${at}/registrations`, {});
    await does('POST /api/events/:eventId/state', client, `${at}/state`, { to: 'open' });
    await does('POST /api/events/:eventId/move', client, `${at}/move`, {
      version: 2,
      startsAt: '2026-10-11T07:00:00+07:00',
    });
    const registered = { text: 'Nhớ mang căn cước.', states: ['unassigned'] };
    const told = await does<Broadcast>(
      'POST /api/events/:eventId/broadcasts',
      client,
      `${at}/broadcasts`,
      registered,
    );
    await does(
      'POST /api/events/:eventId/broadcasts/:broadcastId/undo',
      client,
      `${at}/broadcasts/${told.id}/undo`,
    );
    await does('POST /api/events/:eventId/screen-links', client, `${at}/screen-links`);

    const staff = await does<Staff>('POST /api/staff', client, '/api/staff', {
      login: 'can.bo.hai',
      fullName: 'Cán bộ',
      password: 'mot-mat-khau-that-dai',
      role: 'viewer',
      orgUnitId: province.id,
    });
    const granted = await does<Staff>(
      'POST /api/staff/:staffId/grants',
      client,
      `/api/staff/${staff.id}/grants`,
      {
        role: 'gate_keeper',
        orgUnitId: commune.id,
      },
    );
    await does(
      'DELETE /api/staff/:staffId/grants/:grantId',
      client,
      `/api/staff/${staff.id}/grants/${granted.grants[0]!.id}`,
    );
    await does('POST /api/sessions/staff', server.client(), '/api/sessions/staff', {
      login: 'can.bo.hai',
      password: 'mot-mat-khau-that-dai',
    });
    const upload = '/api/roster-imports';
    const content = Buffer.from(
      csv([
        ['Họ và tên', 'Số điện thoại', 'Đơn vị'],
        ['Trần Văn Nhập', '0912000111', commune.name],
      ]),
    );
    const imported = await does<RosterImport>('POST /api/roster-imports', client, upload, undefined, () =>
      client.upload(upload, { name: 'roster.csv', content }, { orgUnitId: province.id }),
    );
    await eventually(
      async () => (await client.get<RosterImport>(`${upload}/${imported.id}`)).body.state === 'ready',
    );
    await does('POST /api/roster-imports/:importId/apply', client, `${upload}/${imported.id}/apply`);

    const day = await planned(server, make, { people: 4, target: 3 });
    const draft = await does<Plan>('POST /api/events/:eventId/plans', day.organiser, day.plans, {});
    await eventually(
      async () => (await day.organiser.get<Plan>(`${day.plans}/${draft.id}`)).body.state === 'draft',
    );
    const pin = { shiftId: null, pinned: true };
    const personId = day.people[0]!.id;
    await does(
      'PUT /api/events/:eventId/plans/:planId/proposals/:personId',
      day.organiser,
      `${day.plans}/${draft.id}/proposals/${personId}`,
      pin,
    );
    await does(
      'PUT /api/events/:eventId/plans/:planId/proposals',
      day.organiser,
      `${day.plans}/${draft.id}/proposals`,
      {
        personIds: [personId],
        pinned: false,
      },
    );
    await does(
      'POST /api/events/:eventId/plans/:planId/publish',
      day.organiser,
      `${day.plans}/${draft.id}/publish`,
      {
        answerWithinMinutes: 60,
      },
    );
    const offered = (await day.assignments()).filter((row: Assignment) => row.state === 'offered');
    const withdraw = `/api/events/${day.event.id}/assignments/${offered[0]!.id}/withdraw`;
    await does('POST /api/events/:eventId/assignments/:assignmentId/withdraw', day.organiser, withdraw);
    const phone = await day.phoneOf(offered[1]!.personId);
    await does(
      'POST /api/me/assignments/:assignmentId/answer',
      phone,
      `/api/me/assignments/${offered[1]!.id}/answer`,
      {
        answer: 'decline',
      },
    );
    await does('DELETE /api/sessions/me', phone, '/api/sessions/me?kind=volunteer');

    const ledger = await ledgerDay(server, make);
    const receipt = await ledger.tick((await ledger.volunteer('hall')).id, 'hall');
    const entry = `${ledger.path}/check-ins/${receipt.checkInId}`;
    await does(
      'POST /api/events/:eventId/check-ins/:checkInId/void',
      ledger.organiser.client,
      `${entry}/void`,
      {
        reason: 'wrong_person',
      },
    );
    await does(
      'POST /api/events/:eventId/check-ins/:checkInId/restore',
      ledger.organiser.client,
      `${entry}/restore`,
    );
    await does(
      'POST /api/events/:eventId/sites/:siteId/headcounts',
      ledger.gate,
      `${ledger.path}/sites/${ledger.sites.hall.id}/headcounts`,
      {
        deviceId: 'may-o-cong-1',
        id: newId(),
        reason: 'guests',
        people: 7,
        deviceTime: '2026-10-10T07:42:00+07:00',
      },
    );

    const known = changing().map(({ name }) => name);
    expect([...done].filter((name) => !known.includes(name))).toEqual([]);
    expect(done.size).toBeGreaterThan(28);
  });

  it('is never told as the work of somebody else who asked at the same moment', async () => {
    const day = await planned(server, make, { people: 6, target: 6 });
    await day.publish();
    const offers = await day.assignments();
    const entries = await leaves(() =>
      Promise.all(
        offers.map(async (offer) => {
          const phone = await day.phoneOf(offer.personId);
          await phone.post(`/api/me/assignments/${offer.id}/answer`, { answer: 'accept' });
        }),
      ),
    );
    const acts = entries.filter((entry) => entry.kind === 'act');
    for (const act of acts) {
      const offer = offers.find((one) => one.personId === act.actor_id);
      expect(act.row_ids).toEqual([offer?.id]);
    }
  });
});
