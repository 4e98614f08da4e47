import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ceremony, CeremonySchema, type Cue, type Stage } from '../src/contracts/ceremony.js';
import type { Device } from '../src/contracts/devices.js';
import { type ScreenSnapshot, ScreenSnapshotSchema } from '../src/contracts/live.js';
import type { ScreenLink } from '../src/contracts/screens.js';
import { newId } from '../src/kernel/ids.js';
import { EventChanges } from '../src/events/index.js';
import { Clock } from '../src/kernel/clock.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { Answer, HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startNode, startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let organiser: HttpClient;
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit({ communeId: '14758' });
  organiser = (await make.staff('event_organiser', province)).client;
});
afterAll(async () => {
  for (const live of open) live.close();
  await server.close();
});

interface Day {
  id: string;
  site: { id: string };
  path: string;
}
async function newDay(): Promise<Day> {
  const event = await make.event({ unit: province, title: 'Lễ ra quân' });
  const site = await make.site(event.id, '14758', 'Quảng trường Lam Sơn');
  await make.shift(event, site.id, [{ target: 50 }]);
  return { id: event.id, site, path: `/api/events/${event.id}/ceremony` };
}

/** A wall that somebody has let in, with its name and its site. */
async function wall(day: Day, name: string): Promise<HttpClient> {
  const client = server.client();
  const pairing = await client.post<{ code: string; secret: string }>('/api/devices/pairings', {
    kind: 'screen',
  });
  const { code, secret } = pairing.body;
  const enrol = { code, kind: 'screen', siteId: day.site.id, name };
  expect((await organiser.post(`/api/events/${day.id}/devices`, enrol)).status).toBe(201);
  expect((await client.post('/api/devices/session', { secret })).status).toBe(200);
  return client;
}

async function connect(
  client: HttpClient,
  kind: 'screen' | 'staff' = 'screen',
  url = server.url,
): Promise<LiveClient> {
  const live = await LiveClient.connect(url, client, kind);
  open.push(live);
  return live;
}
async function stageAtJoining(live: LiveClient, day: Day): Promise<Stage> {
  const answer = await live.join('screen', day.id);
  if (!answer.ok || answer.topic !== 'screen') throw new Error('not let in');
  return ScreenSnapshotSchema.parse(answer.snapshot).stage;
}
/** What the frames have made of the stage; undefined: nothing yet. */
const told = (live: LiveClient): Stage | undefined =>
  live.heard['screen.frame'].flatMap((frame) => frame.changed.stage ?? []).at(-1);

const answered = ({ status, body }: Answer): Ceremony => {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return CeremonySchema.parse(body);
};
const look = async (day: Day, by = organiser) => answered(await by.get(day.path));
const run = (day: Day, from: number, cueId: string | null, by = organiser) =>
  by.post(`${day.path}/cue`, { from, cueId });
const write = (day: Day, from: number, cues: Partial<Cue>[], by = organiser) =>
  by.put(`${day.path}/cues`, { from, cues });
const cue = (kind: Cue['kind'], more: Partial<Cue> = {}): Cue => ({
  id: kind,
  kind,
  text: '',
  communeId: null,
  seconds: null,
  ...more,
});
const arrive = (day: Day, by: number): Promise<void> =>
  server.transactions.run(async (tx) => {
    const changes = server.get(EventChanges);
    const raised = await changes.raise(tx, day.id);
    const leaf = { siteId: day.site.id, orgUnitId: province.id, by };
    await changes.count(tx, raised, [
      { ...leaf, metric: 'turns' },
      { ...leaf, metric: 'people' },
    ]);
  });
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code];

describe('the cues of a ceremony', () => {
  it('are a usual list until somebody writes another, and change nothing on a screen until one is sent', async () => {
    const day = await newDay();
    const { cues, stage, listRev, screens } = await look(day);
    expect(cues.map(({ kind }) => kind).slice(0, 4)).toEqual(['welcome', 'countdown', 'press', 'number']);
    expect({ rev: stage.rev, cue: stage.cue, listRev, screens }).toEqual({
      rev: 0,
      cue: null,
      listRev: 0,
      screens: [],
    });
  });

  it('reach every screen and the board in the order they were sent, each with an instant ahead', async () => {
    const day = await newDay();
    const walls = await Promise.all(
      ['Sân khấu', 'Quảng trường'].map(async (name) => connect(await wall(day, name))),
    );
    const board = await connect(organiser, 'staff');
    expect((await board.join('board', day.id)).ok).toBe(true);
    for (const live of walls) expect((await stageAtJoining(live, day)).rev).toBe(0);

    const before = Date.now();
    const welcome = answered(await run(day, 0, 'welcome'));
    const countdown = answered(await run(day, welcome.stage.rev, 'countdown'));
    const sent = countdown.stage.cue;
    expect(sent).toMatchObject({ id: 'countdown', seconds: 10 });
    const startsAt = Date.parse(sent!.startsAt);
    expect(startsAt).toBeGreaterThan(before);
    expect(Date.parse(sent!.zeroAt!)).toBe(startsAt + 10_000);

    for (const live of walls) {
      await eventually(() => told(live)?.rev === countdown.stage.rev);
      const revs = live.heard['screen.frame'].flatMap((frame) => frame.changed.stage?.rev ?? []);
      expect(revs).toEqual([...revs].sort((a, b) => a - b));
      expect(told(live)).toEqual(countdown.stage);
    }
    await eventually(() =>
      board.heard['board.frame'].some((f) => f.changed.stage?.rev === countdown.stage.rev),
    );
    expect(countdown).toMatchObject({ movedBy: 'Cán bộ' });
    expect(Date.parse(countdown.movedAt!)).toBeGreaterThanOrEqual(before);
  });

  it('are where they are for a screen that comes back, on another node too', async () => {
    const day = await newDay();
    const client = await wall(day, 'Sân khấu');
    const live = await connect(client);
    await stageAtJoining(live, day);
    live.close();
    const { stage } = answered(await run(day, 0, 'thanks'));
    expect(await stageAtJoining(await connect(client), day)).toEqual(stage);

    const node = await startNode(server.databaseUrl);
    try {
      const there = await connect(client, 'screen', node.url);
      expect(await stageAtJoining(there, day)).toEqual(stage);
      const next = answered(await run(day, stage.rev, 'hold'));
      await eventually(() => told(there)?.rev === next.stage.rev);
      there.close();
    } finally {
      await node.close();
    }
  });

  it('skip none when two organisers press at once', async () => {
    const day = await newDay();
    const second = (await make.staff('province_coordinator', province)).client;
    const both = await Promise.all([run(day, 0, 'welcome'), run(day, 0, 'countdown', second)]);
    expect(both.map(codeOf).sort()).toEqual([
      [200, undefined],
      [409, 'stale_ceremony'],
    ]);
    expect((await look(day)).stage.rev).toBe(1);
  });

  it('can be written anew, and by one of two who edit at once; what runs stays as it was sent', async () => {
    const day = await newDay();
    const spot = cue('spotlight', { id: 'spot-1', communeId: '14758', text: 'Phường dẫn đầu' });
    const list = [cue('countdown', { seconds: 5 }), spot, cue('hold')];
    const written = answered(await write(day, 0, list));
    expect(written).toMatchObject({ listRev: 1, cues: list });
    expect(codeOf(await write(day, 0, [cue('hold')]))).toEqual([409, 'stale_cues']);

    const ran = answered(await run(day, 0, 'spot-1'));
    expect(ran.listRev).toBe(1); // to run a cue makes no edit stale
    const rewritten = answered(await write(day, 1, [cue('hold')]));
    expect(rewritten.stage.cue).toMatchObject({ id: 'spot-1', text: 'Phường dẫn đầu' });
    expect(codeOf(await run(day, ran.stage.rev, 'spot-1'))).toEqual([422, 'unknown_cue']);
    expect(answered(await run(day, ran.stage.rev, null)).stage.cue).toBeNull();
  });

  it('are refused where they would show nothing', async () => {
    const day = await newDay();
    for (const wrong of [
      [],
      [cue('countdown')],
      [cue('hold', { seconds: 5 })],
      [cue('spotlight')],
      [cue('hold'), cue('hold')],
      [cue('hold', { text: 'x'.repeat(121) })],
    ]) {
      expect(codeOf(await write(day, 0, wrong))).toEqual([400, 'invalid_input']);
    }
    const elsewhere = [cue('spotlight', { communeId: '16681' })];
    expect(codeOf(await write(day, 0, elsewhere))).toEqual([422, 'commune_not_in_event']);
    expect((await look(day)).listRev).toBe(0);
  });

  it('of a rehearsal are those of the event it rehearses, and go their own way', async () => {
    const day = await newDay();
    answered(await write(day, 0, [cue('thanks'), cue('hold')]));
    answered(await organiser.put(`${day.path}/look`, { theme: 'daylight', host: 'Tỉnh đoàn' }));
    const copy = await make.event({ unit: province, rehearsalOf: day.id });
    const rehearsal: Day = { ...day, id: copy.id, path: `/api/events/${copy.id}/ceremony` };
    expect((await look(rehearsal)).cues.map(({ kind }) => kind)).toEqual(['thanks', 'hold']);
    // A list that is written changes no screen, and nobody has moved one.
    const list = answered(await write(rehearsal, 0, [cue('hold'), cue('black')]));
    expect(list).toMatchObject({
      listRev: 1,
      stage: { rev: 0, theme: 'hall' },
      movedBy: null,
      movedAt: null,
    });
    const ran = answered(await run(rehearsal, 0, 'hold'));
    expect(ran.stage).toMatchObject({ rev: 1, theme: 'daylight', host: 'Tỉnh đoàn' });
    expect((await look(day)).stage.cue).toBeNull();
    const live = await connect(
      await wall({ ...rehearsal, site: await make.site(copy.id, '14758') }, 'Sân khấu tập'),
    );
    const answer = await live.join('screen', rehearsal.id);
    expect(answer).toMatchObject({
      ok: true,
      snapshot: { simulated: true, stage: { cue: { kind: 'hold' } } },
    });
  });
});

describe('a screen', () => {
  it('tells what it shows, where it stands and how far its clock is off; the board sees who is silent', async () => {
    const day = await newDay();
    const [stage, square] = [await wall(day, 'Sân khấu'), await wall(day, 'Quảng trường')];
    await wall(day, 'Chưa bật');
    const link = await organiser.post<ScreenLink>(`/api/events/${day.id}/screen-links`);
    const opened = server.client();
    await opened.post('/api/sessions/screen', { token: link.body.token });
    const say = async (client: HttpClient, stageRev: number, offsetMs: number) => {
      const live = await connect(client);
      const clock = { offsetMs, uncertaintyMs: 4 };
      return live.ask('shown', { eventId: day.id, stageRev, clock, width: 1920, height: 1080 });
    };
    expect(await say(stage, 0, -112_000)).toEqual({ ok: true });
    expect(await say(square, 0, 37_000)).toEqual({ ok: true });
    expect(await say(opened, 0, 0)).toEqual({ ok: true });
    const { stage: moved } = answered(await run(day, 0, 'hold'));
    expect(await say(stage, moved.rev, -112_001)).toEqual({ ok: true });
    await make.sql(
      `UPDATE seen_screens SET seen_at = seen_at - interval '1 minute' WHERE event_id = $1 AND offset_ms = 37000`,
      [day.id],
    );
    const { screens } = await look(day);
    const site = 'Quảng trường Lam Sơn';
    expect(screens).toMatchObject([
      { name: 'Chưa bật', siteName: site, alive: false, ...nothingSaid },
      { name: 'Quảng trường', siteName: site, alive: false, ...said(0, 37_000) },
      { name: 'Sân khấu', siteName: site, alive: true, ...said(moved.rev, -112_001) },
      { name: null, siteName: null, alive: true, ...said(0, 0) },
    ]);
    // The list of devices has it from the same words: that they were let in is an hour ago.
    await make.sql(`UPDATE devices SET seen_at = seen_at - interval '1 hour' WHERE event_id = $1`, [day.id]);
    const devices = (await organiser.get<Device[]>(`/api/events/${day.id}/devices`)).body;
    const halfAnHourAgo = (await make.sql<{ at: Date }>(`SELECT now() - interval '30 minutes' AS at`))[0]!.at;
    expect(devices.map(({ name, seenAt }) => [name, new Date(seenAt ?? 0) > halfAnHourAgo])).toEqual([
      ['Chưa bật', false],
      ['Quảng trường', true],
      ['Sân khấu', true],
    ]);
    await organiser.post(`/api/events/${day.id}/devices/${await deviceOf(day, 'Sân khấu')}/revoke`);
    expect((await look(day)).screens.map(({ name }) => name)).not.toContain('Sân khấu');
  });

  it('says it of its own event alone, and nobody else says it', async () => {
    const [day, other] = [await newDay(), await newDay()];
    const shown = { eventId: day.id, stageRev: 0, clock: null, width: 1, height: 1 };
    const stranger = await connect(await wall(other, 'Nơi khác'));
    expect(await stranger.ask('shown', shown)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    const staff = await connect(organiser, 'staff');
    expect(await staff.ask('shown', shown)).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
    expect((await look(day)).screens).toEqual([]);
  });

  it('learns the server’s time over the same line', async () => {
    const day = await newDay();
    const live = await connect(await wall(day, 'Sân khấu'));
    const clock = server.get(Clock);
    const before = clock.now().getTime();
    const { at } = await live.ask<{ at: number }>('clock', {});
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(clock.now().getTime());
  });

  it('is one of many, and all of them hear the cue', async () => {
    const day = await newDay();
    const client = await wall(day, 'Sân khấu');
    const walls = await Promise.all(Array.from({ length: 60 }, () => connect(client)));
    for (const live of walls) await stageAtJoining(live, day);
    const { stage } = answered(await run(day, 0, 'press'));
    await eventually(() => walls.every((live) => told(live)?.rev === stage.rev));
    expect(Date.now()).toBeLessThan(Date.parse(stage.cue!.startsAt) + 2_000);
    for (const live of walls) live.close();
  });
});

const nothingSaid = { stageRev: null, offsetMs: null, uncertaintyMs: null, width: null, height: null };
const said = (stageRev: number, offsetMs: number) => ({
  stageRev,
  offsetMs,
  uncertaintyMs: 4,
  width: 1920,
  height: 1080,
});
const deviceOf = async (day: Day, name: string) =>
  (
    await make.sql<{ id: string }>('SELECT id FROM devices WHERE event_id = $1 AND name = $2', [day.id, name])
  )[0]!.id;

describe('the figure that is read out', () => {
  it('stays with its time while people come, and is the ledger’s of that revision; let go, it is the truth again', async () => {
    const day = await newDay();
    await arrive(day, 31);
    const live = await connect(await wall(day, 'Sân khấu'));
    await stageAtJoining(live, day);
    const freeze = (from: number, frozen: boolean) => organiser.post(`${day.path}/freeze`, { from, frozen });
    const held = answered(await freeze(0, true)).stage;
    expect(held.frozen).toMatchObject({ people: 31, target: 50, communesPresent: 1, communesAll: 1 });
    expect(held.frozen!.communes).toEqual([{ communeId: '14758', people: 31, target: 50 }]);

    await arrive(day, 9);
    const shown = await organiser.get<ScreenSnapshot>(`/api/events/${day.id}/live/screen`);
    expect(shown.body.totals.people).toBe(40);
    expect(shown.body.stage.frozen).toEqual(held.frozen);
    expect(shown.body.rev).toBeGreaterThan(held.frozen!.rev);
    await eventually(() => told(live)?.frozen?.people === 31);

    expect(codeOf(await freeze(0, false))).toEqual([409, 'stale_ceremony']);
    // A cue does not let it go by itself: the leader may read it over the map.
    const cued = answered(await run(day, held.rev, 'map')).stage;
    expect(cued.frozen).toEqual(held.frozen);
    expect(answered(await freeze(cued.rev, false)).stage.frozen).toBeNull();
    await eventually(() => told(live)?.frozen === null);
  });
});

describe('the look of the screens', () => {
  const png = (size = 64) => {
    const content = Buffer.alloc(size);
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(content);
    content.write('IHDR', 12, 'latin1');
    content.writeUInt32BE(600, 16);
    content.writeUInt32BE(200, 20);
    return content;
  };

  it('is a theme, who invites, and a logo that is served as what it is and to nobody else', async () => {
    const day = await newDay();
    const client = await wall(day, 'Sân khấu');
    const dressed = await organiser.put(`${day.path}/look`, {
      theme: 'daylight',
      host: 'Tỉnh đoàn Thanh Hóa',
    });
    expect(answered(dressed).stage).toMatchObject({
      theme: 'daylight',
      host: 'Tỉnh đoàn Thanh Hóa',
      logo: null,
    });
    // It says it is something else; the content decides.
    const { stage } = answered(
      await organiser.upload(`${day.path}/logo`, { name: 'a.html', content: png() }),
    );
    const logo = await client.get<Buffer>(stage.logo!);
    expect(logo.status).toBe(200);
    expect(logo.headers.get('content-type')).toBe('image/png');
    expect(logo.headers.get('x-content-type-options')).toBe('nosniff');
    expect(logo.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(logo.body.equals(png())).toBe(true);
    // A page that shows the logo exports nothing, and its audit says nothing of it.
    expect((await organiser.get(stage.logo!)).status).toBe(200);
    expect(
      await make.sql(`SELECT id FROM audit_entries WHERE kind = 'export' AND route LIKE '%/ceremony/logo'`),
    ).toEqual([]);
    expect((await server.client().get(stage.logo!)).status).toBe(401);
    const other = await wall(await newDay(), 'Nơi khác');
    expect((await other.get(stage.logo!)).status).toBe(404);

    const again = answered(
      await organiser.upload(`${day.path}/logo`, { name: 'b.png', content: png(65) }),
    ).stage;
    expect(again.logo).not.toBe(stage.logo);
    expect(answered(await organiser.delete(`${day.path}/logo`)).stage.logo).toBeNull();
    expect((await client.get(stage.logo!)).status).toBe(404);
  });

  it('takes nothing for a logo that is none, or too large', async () => {
    const day = await newDay();
    const upload = async (content: Buffer) =>
      codeOf(await organiser.upload(`${day.path}/logo`, { name: 'a.png', content }));
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    expect(await upload(Buffer.from(svg))).toEqual([422, 'not_a_picture']);
    expect(await upload(png(1024 * 1024 + 1))).toEqual([413, 'too_large']);
    expect((await look(day)).stage).toMatchObject({ rev: 0, logo: null });
  });
});

describe('who runs the screens', () => {
  it('organises this event; who may only look looks; others do not know that it is there', async () => {
    const day = await newDay();
    const viewer = (await make.staff('viewer', province)).client;
    expect((await look(day, viewer)).stage.rev).toBe(0);
    const elsewhere = (await make.staff('event_organiser', await make.orgUnit())).client;
    const screen = await wall(day, 'Sân khấu');
    for (const [by, status] of [
      [viewer, 403],
      [elsewhere, 404],
      [screen, 403],
      [server.client(), 401],
    ] as const) {
      expect((await run(day, 0, 'black', by)).status).toBe(status);
      expect((await write(day, 0, [cue('hold')], by)).status).toBe(status);
      expect((await by.post(`${day.path}/freeze`, { from: 0, frozen: true })).status).toBe(status);
      expect((await by.put(`${day.path}/look`, { theme: 'hall', host: '' })).status).toBe(status);
      expect((await by.delete(`${day.path}/logo`)).status).toBe(status);
      const logo = { name: 'a.png', content: Buffer.from('no picture') };
      expect((await by.upload(`${day.path}/logo`, logo)).status).toBe(status);
    }
    expect((await elsewhere.get(day.path)).status).toBe(404);
    expect((await run({ ...day, path: `/api/events/${newId()}/ceremony` }, 0, 'black')).status).toBe(404);
    expect((await look(day)).stage.rev).toBe(0);
  });
});
