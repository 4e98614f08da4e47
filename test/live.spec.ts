import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BoardSnapshotSchema, ScreenSnapshotSchema, type JoinAnswer } from '../src/contracts/live.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import { EventChanges } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { Inbox } from '../src/people/index.js';
import { SessionService } from '../src/platform/sessions/session.service.js';
import { SignalBus } from '../src/platform/signals.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let commune: OrgUnitRow;
let event: { id: string; startsAt: Date; endsAt: Date };
let site: { id: string };
let organiser: HttpClient;
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('40', 'province', 'Nghệ An');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  commune = await make.orgUnit({ parent: province, name: 'Đoàn phường Hạc Thành', communeId: '14758' });
  event = await make.event({ unit: province });
  site = await make.site(event.id, '14758');
  await make.shift(event, site.id, [{ minimum: 3, target: 5 }]);
  organiser = (await make.staff('event_organiser', province)).client;
});
afterEach(() => open.splice(0).forEach((client) => client.close()));
afterAll(() => server.close());

async function connect(client: HttpClient, kind: 'staff' | 'volunteer' | 'screen' = 'staff') {
  const live = await LiveClient.connect(server.url, client, kind);
  open.push(live);
  return live;
}

/** A change as an inner room makes it: `by` more people at the site. */
function change(by = 1): Promise<number> {
  return server.transactions.run(async (tx) => {
    const changes = server.get(EventChanges);
    const raised = await changes.raise(tx, event.id);
    const leaf = { siteId: site.id, orgUnitId: commune.id };
    await changes.count(tx, raised, [
      { ...leaf, metric: 'turns', by },
      { ...leaf, metric: 'people', by },
    ]);
    await changes.record(tx, raised, [{ kind: 'check_ins', count: by, siteId: site.id }]);
    return raised.rev;
  });
}

function snapshotOf(answer: JoinAnswer) {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.snapshot;
}
function errorOf(answer: unknown): string {
  return (answer as { error: { code: string } }).error.code;
}

describe('a topic', () => {
  it('is joined with a snapshot that keeps the contract and says what HTTP says', async () => {
    await change();
    const live = await connect(organiser);
    const board = BoardSnapshotSchema.parse(snapshotOf(await live.join('board', event.id)));
    const screen = ScreenSnapshotSchema.parse(snapshotOf(await live.join('screen', event.id)));
    const http = await organiser.get<BoardSnapshot>(`/api/events/${event.id}/live/board`);
    expect({ ...http.body, at: '' }).toEqual({ ...board, at: '' });
    expect(board).toMatchObject({ target: 5, totals: { people: 1, turns: 1 }, event: { id: event.id } });
    expect(board.communes).toMatchObject([{ communeId: '14758', sites: 1, minimum: 3, target: 5 }]);
    expect(board.units).toMatchObject([{ orgUnitId: commune.id, counts: { people: 1 } }]);
    expect(board.activities[0]).toMatchObject({ kind: 'check_ins', count: 1, siteId: site.id });
    expect(screen).toMatchObject({ rev: board.rev, communesPresent: 1, communesAll: 1 });
  });

  it('sends frames that begin where the last ended, at most four a second, down to the last change', async () => {
    const live = await connect(organiser);
    const screen = await connect(await make.signedIn('screen', { eventId: event.id }), 'screen');
    const first = snapshotOf(await live.join('board', event.id));
    snapshotOf(await screen.join('screen', event.id));
    const started = performance.now();
    let rev = 0;
    while (performance.now() - started < 1_500) rev = await change();
    const frames = live.heard['board.frame'];
    await eventually(() => frames.at(-1)?.rev === rev);
    const seconds = (performance.now() - started) / 1000;
    expect(frames.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
    let at = first.rev;
    for (const frame of frames) {
      expect(frame.from).toBe(at);
      at = frame.rev;
    }
    const people = await make.total(event.id, 'people');
    const last = frames.at(-1)?.changed;
    expect(last).toMatchObject({ totals: { people }, sites: [{ siteId: site.id, counts: { people } }] });
    expect(last?.event).toBeUndefined();
    await eventually(() => screen.heard['screen.frame'].at(-1)?.rev === rev);
    expect(screen.heard['screen.frame'].at(-1)?.changed.totals?.people).toBe(people);
    expect(screen.heard['board.frame']).toEqual([]);
  });

  it('hears of a change that another process made', async () => {
    const live = await connect(organiser);
    const { rev } = snapshotOf(await live.join('board', event.id));
    await make.sql(`UPDATE events SET rev = rev + 1, title = 'Tên mới' WHERE id = $1`, [event.id]);
    const frame = await eventually(() => live.heard['board.frame'][0]);
    expect(frame).toMatchObject({ from: rev, rev: rev + 1, changed: { event: { title: 'Tên mới' } } });
  });

  it('makes everybody ask anew when something has gone, which a frame cannot say', async () => {
    const extra = await make.site(event.id, '14758');
    await change();
    const live = await connect(organiser);
    const { rev } = snapshotOf(await live.join('board', event.id));
    await make.sql('DELETE FROM sites WHERE id = $1', [extra.id]);
    await change();
    const frame = await eventually(() => live.heard['board.frame'][0]);
    expect(frame.from).not.toBe(rev);
    const again = snapshotOf(await live.join('board', event.id)) as BoardSnapshot;
    expect(again.sites.map((s) => s.siteId)).toEqual([site.id]);
  });

  it('beats with its epoch and revision', async () => {
    const live = await connect(organiser);
    const { epoch } = snapshotOf(await live.join('board', event.id));
    const rev = await change();
    const beat = await eventually(() => live.heard.beat.find((heard) => heard.rev === rev));
    expect(beat).toMatchObject({ eventId: event.id, epoch, rev });
  });

  it('is left when asked, and sends nothing any more', async () => {
    const live = await connect(organiser);
    const other = await connect(organiser);
    await live.join('board', event.id);
    await other.join('board', event.id);
    expect(await live.ask('leave', { topic: 'board', eventId: event.id })).toEqual({ ok: true });
    const rev = await change();
    await eventually(() => other.heard['board.frame'].at(-1)?.rev === rev);
    expect(live.heard['board.frame']).toEqual([]);
  });

  it('costs one read of the board for many who join at once', async () => {
    const fresh = await make.event({ unit: province });
    const clients = await Promise.all(Array.from({ length: 30 }, () => connect(organiser)));
    const answers = await Promise.all(clients.map((client) => client.join('board', fresh.id)));
    expect(new Set(answers.map((answer) => snapshotOf(answer).at)).size).toBe(1);
  });
});

describe('nobody sees past their scope', () => {
  it('refuses a stranger at the handshake', async () => {
    await expect(LiveClient.connect(server.url, server.client(), 'staff')).rejects.toMatchObject({
      data: { code: 'not_signed_in' },
    });
  });

  it('refuses another province, a volunteer, a gate keeper, and a screen of another event', async () => {
    const nghean = await make.orgUnit({ provinceId: '40', name: 'Tỉnh đoàn Nghệ An' });
    const theirs = await connect((await make.staff('province_coordinator', nghean)).client);
    expect(errorOf(await theirs.join('board', event.id))).toBe('not_found');
    const person = await make.person({ unit: commune });
    const phone = await connect(await make.signedIn('volunteer', { subjectId: person.id }), 'volunteer');
    expect(errorOf(await phone.join('board', event.id))).toBe('not_allowed');
    const gate = await connect((await make.staff('gate_keeper', province)).client);
    expect(errorOf(await gate.join('board', event.id))).toBe('not_allowed');
    const other = await make.event({ unit: province });
    const screen = await connect(await make.signedIn('screen', { eventId: other.id }), 'screen');
    expect(errorOf(await screen.join('screen', event.id))).toBe('not_found');
    expect(errorOf(await screen.join('board', other.id))).toBe('not_allowed');
    const path = `/api/events/${event.id}/live/board`;
    const outsider = (await make.staff('province_coordinator', nghean)).client;
    expect((await outsider.get(path)).status).toBe(404);
    expect((await server.client().get(path)).status).toBe(401);
  });

  it('stops the frames within five seconds after the role was taken away, and none come later', async () => {
    const staff = await make.staff('viewer', province);
    const live = await connect(staff.client);
    const witness = await connect(organiser);
    await live.join('board', event.id);
    await witness.join('board', event.id);
    await make.sql('DELETE FROM role_grants WHERE staff_id = $1', [staff.id]); // no signal: another process did it
    const taken = performance.now();
    let silentSince = 0;
    while (performance.now() - taken < 6_500) {
      const rev = await change();
      await eventually(() => witness.heard['board.frame'].at(-1)?.rev === rev);
      const heard = live.heard['board.frame'].at(-1)?.rev === rev;
      if (heard) silentSince = 0;
      else silentSince ||= performance.now();
    }
    expect(silentSince).toBeGreaterThan(0);
    expect(silentSince - taken).toBeLessThan(5_300);
    expect(errorOf(await live.join('board', event.id))).toBe('not_allowed');
  });

  it('cuts off at once whose session was revoked here', async () => {
    const staff = await make.staff('viewer', province);
    const live = await connect(staff.client);
    await live.join('board', event.id);
    const [session] = await make.sql<{ id: string }>('SELECT id FROM sessions WHERE subject_id = $1', [
      staff.id,
    ]);
    await server.transactions.run(async (tx) => {
      await server.get(SessionService).revoke(tx, session!.id);
      tx.afterCommit(() => server.get(SignalBus).send('accessChanged', { subjectIds: [staff.id] }));
    });
    const started = performance.now();
    await live.untilClosed();
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it("closes a volunteer's socket when the session is gone", async () => {
    const person = await make.person({ unit: commune });
    const phone = await connect(await make.signedIn('volunteer', { subjectId: person.id }), 'volunteer');
    await make.sql('UPDATE sessions SET revoked_at = now() WHERE subject_id = $1', [person.id]);
    await phone.untilClosed();
  });
});

describe('what a client sends', () => {
  it('is answered with an error when it is malformed, and harms nobody', async () => {
    const live = await connect(organiser);
    const malformed: unknown[][] = [
      [],
      [null],
      ['board'],
      [{ topic: 'board' }],
      [{ topic: 'board', eventId: 'x' }],
      [{ topic: 'payroll', eventId: event.id }],
      [{ topic: 'board', eventId: event.id, room: 'person:1' }],
      [{ topic: 'board', eventId: event.id }, 'more'],
      [[[[]]]],
    ];
    for (const values of malformed) expect(errorOf(await live.ask('join', ...values))).toBe('invalid_input');
    live.socket.emit('join', { topic: 'board', eventId: event.id }); // without an ack
    live.socket.emit('no such message', 1);
    expect(errorOf(await live.join('board', newId()))).toBe('not_found');
    expect((await live.join('board', event.id)).ok).toBe(true);
  });

  it('is limited in number, and a flood ends the connection', async () => {
    const live = await connect(organiser);
    const answers = await Promise.all(Array.from({ length: 40 }, () => live.join('board', event.id)));
    expect(answers.some((answer) => !answer.ok && answer.error.code === 'too_many_requests')).toBe(true);
    for (let i = 0; i < 400; i++) live.socket.emit('join', {});
    await live.untilClosed();
    expect((await (await connect(organiser)).join('board', event.id)).ok).toBe(true);
  });

  it('may ask for eight topics at most', async () => {
    const live = await connect(organiser);
    for (let i = 0; i < 8; i++) {
      const more = await make.event({ unit: province });
      expect((await live.join('board', more.id)).ok).toBe(true);
    }
    expect(errorOf(await live.join('board', event.id))).toBe('too_many_requests');
  });
});

describe('the bell', () => {
  const text = { vi: 'Bạn có lời mời mới.', en: 'You have a new offer.' };

  it("rings one person's phone with the last sequence, and nobody else's", async () => {
    const [one, two] = [await make.person({ unit: commune }), await make.person({ unit: commune })];
    const phone = await connect(await make.signedIn('volunteer', { subjectId: one.id }), 'volunteer');
    const other = await connect(await make.signedIn('volunteer', { subjectId: two.id }), 'volunteer');
    await server.transactions.run((tx) =>
      server
        .get(Inbox)
        .deliver(tx, [{ personId: one.id, kind: 'note', eventId: null, assignmentId: null, text }]),
    );
    expect(await eventually(() => phone.heard.bell[0])).toEqual({ lastSeq: 1 });
    expect(other.heard.bell).toEqual([]);
  });

  it('rings for a letter that another process delivered', async () => {
    const person = await make.person({ unit: commune });
    const phone = await connect(await make.signedIn('volunteer', { subjectId: person.id }), 'volunteer');
    await make.sql('UPDATE people SET inbox_seq = 4 WHERE id = $1', [person.id]);
    expect(await eventually(() => phone.heard.bell[0])).toEqual({ lastSeq: 4 });
  });
});

describe('over HTTP', () => {
  it('a board already known is not sent again', async () => {
    const path = `/api/events/${event.id}/live/board`;
    const first = await organiser.get(path);
    const tag = first.headers.get('etag') ?? '';
    const cookie = `rq_staff=${organiser.cookies.get('rq_staff') ?? ''}`;
    const again = () => fetch(server.url + path, { headers: { cookie, 'if-none-match': tag } });
    expect((await again()).status).toBe(304);
    await change();
    expect((await again()).status).toBe(200);
    expect((await organiser.get(`/api/events/${event.id}/live/screen`)).status).toBe(200);
    expect((await organiser.get(`/api/events/${newId()}/live/screen`)).status).toBe(404);
    expect((await organiser.get('/api/events/x/live/screen')).status).toBe(400);
  });
});

describe('a planned restart', () => {
  it('says goodbye with a bound for the random wait', async () => {
    const own = await startTestServer();
    const rows = factories(own);
    await rows.place('38', 'province', 'Thanh Hóa');
    const unit = await rows.orgUnit();
    const { client } = await rows.staff('event_organiser', unit);
    const live = await LiveClient.connect(own.url, client, 'staff');
    await own.close();
    expect(live.heard.bye).toEqual([{ withinMs: 2_004 }]);
    await live.untilClosed();
  });
});
