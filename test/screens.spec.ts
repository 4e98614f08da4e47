import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScreenSnapshotSchema } from '../src/contracts/live.js';
import { SessionSchema } from '../src/contracts/people.js';
import { type ScreenLink, ScreenLinkSchema } from '../src/contracts/screens.js';
import { newId, newToken } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let event: { id: string };
let organiser: HttpClient;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  province = await make.orgUnit();
  event = await make.event({ unit: province, title: 'Lễ ra quân' });
  organiser = (await make.staff('event_organiser', province)).client;
});
afterAll(() => server.close());

const linkTo = (client: HttpClient, eventId: string) =>
  client.post<ScreenLink>(`/api/events/${eventId}/screen-links`);

describe('a screen link', () => {
  it('opens the screen of its event, over HTTP and the socket, and nothing else', async () => {
    const { status, body } = await linkTo(organiser, event.id);
    expect(status).toBe(201);
    const link = ScreenLinkSchema.parse(body);
    expect(link.path).toBe(`/screen/#link=${link.token}`);

    const wall = server.client();
    const opened = await wall.post('/api/sessions/screen', { token: link.token });
    expect(opened.status).toBe(200);
    expect(SessionSchema.parse(opened.body)).toMatchObject({ kind: 'screen', eventId: event.id, roles: [] });
    expect(opened.headers.getSetCookie()[0]).toMatch(/^rq_screen=.*HttpOnly/);

    const shown = await wall.get(`/api/events/${event.id}/live/screen`);
    expect(ScreenSnapshotSchema.parse(shown.body)).toMatchObject({ title: 'Lễ ra quân' });
    const live = await LiveClient.connect(server.url, wall, 'screen');
    expect((await live.join('screen', event.id)).ok).toBe(true);
    live.close();

    const other = await make.event({ unit: province });
    expect((await wall.get(`/api/events/${other.id}/live/screen`)).status).toBe(404);
    expect((await wall.get(`/api/events/${event.id}/live/board`)).status).toBe(403);
    expect((await wall.get(`/api/events/${event.id}/check-ins`)).status).toBe(403);
    expect((await linkTo(wall, event.id)).status).toBe(403);
  });

  it('is kept nowhere in clear', async () => {
    const { body } = await linkTo(organiser, event.id);
    const rows = await make.sql('SELECT row_to_json(s)::text AS row FROM sessions s');
    expect(JSON.stringify(rows)).not.toContain(body.token);
  });

  it('is refused when it is unknown, expired, malformed, or the token of somebody else', async () => {
    const open = async (token: unknown) =>
      (await server.client().post('/api/sessions/screen', { token })).status;
    expect(await open(newToken())).toBe(401);
    expect(await open('short')).toBe(400);
    expect(await open(7)).toBe(400);
    expect(await open(organiser.cookies.get('rq_staff'))).toBe(401);
    const { body } = await linkTo(organiser, event.id);
    await make.sql(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE event_id = $1`, [
      event.id,
    ]);
    expect(await open(body.token)).toBe(401);
  });

  it('is made only by who organises this event', async () => {
    expect((await linkTo(server.client(), event.id)).status).toBe(401);
    expect((await linkTo((await make.staff('viewer', province)).client, event.id)).status).toBe(403);
    const elsewhere = await make.orgUnit();
    expect((await linkTo((await make.staff('event_organiser', elsewhere)).client, event.id)).status).toBe(
      404,
    );
    expect((await linkTo(organiser, newId())).status).toBe(404);
    expect((await linkTo(organiser, 'x')).status).toBe(400);
  });
});
