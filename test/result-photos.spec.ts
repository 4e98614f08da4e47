import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ResultPhotoPage, ResultPhotoPageSchema } from '../src/contracts/results.js';
import { newId } from '../src/kernel/ids.js';
import { RetentionService } from '../src/privacy/retention.service.js';
import { factories } from './factories/index.js';
import { type Reporter, type ResultsDay, resultsDay } from './factories/results-day.js';
import { SMALL_JPEG, withMetadata } from './factories/small-jpeg.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let day: ResultsDay;
let mine: Reporter, theirs: Reporter;

beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' });
  make = factories(server);
  day = await resultsDay(server, make);
  mine = await day.reporter('here');
  theirs = await day.reporter('there');
});
afterAll(() => server.close());

const path = (id = '') => `/api/events/${day.event.id}/result-photos${id === '' ? '' : `/${id}`}`;
const wish = (who: Reporter, jpeg: Buffer = SMALL_JPEG, rest: object = {}) => ({
  id: newId(),
  assignmentId: who.assignmentId,
  indicatorId: day.indicator('households_visited'),
  deviceTime: new Date().toISOString(),
  jpeg: jpeg.toString('base64'),
  ...rest,
});
const send = (who: Reporter, body: object) => who.client.post<{ id: string; code?: string }>(path(), body);
const list = async (client: HttpClient): Promise<ResultPhotoPage> =>
  ResultPhotoPageSchema.parse((await client.get(path())).body);
const look = (client: HttpClient, id: string) => client.get<Buffer>(path(id));

describe('a picture of what was done', () => {
  it('is kept without what the camera wrote beside it, and once however often it is sent', async () => {
    const secret = 'GPS 19.8067 105.7852';
    const marked = Buffer.concat([withMetadata(0xe1, `Exif\0\0${secret}`), Buffer.from(secret)]);
    const body = wish(mine, marked);
    expect((await send(mine, body)).status).toBe(200);
    expect((await send(mine, body)).body.id).toBe(body.id);
    const { status, headers, body: jpeg } = await look(day.organiser, body.id);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(jpeg.equals(SMALL_JPEG)).toBe(true);
    expect(await make.sql('SELECT FROM result_photos')).toHaveLength(1);
  });

  it('is refused when it is none, too large a picture, not asked for, or not of who is there', async () => {
    const big = Buffer.from(SMALL_JPEG);
    big.writeUInt16BE(9_000, SMALL_JPEG.indexOf(Buffer.from([0xff, 0xc0])) + 5);
    const page = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(100)}</svg>`);
    for (const jpeg of [page, SMALL_JPEG.subarray(0, 120), big]) {
      expect(await send(mine, wish(mine, jpeg))).toMatchObject({
        status: 422,
        body: { code: 'not_a_photo' },
      });
    }
    const other = wish(mine, SMALL_JPEG, { indicatorId: day.indicator('files_online') });
    expect(await send(mine, other)).toMatchObject({ status: 409, body: { code: 'photo_not_taken' } });
    const away = await day.reporter('here', 'accepted');
    expect(await send(away, wish(away))).toMatchObject({ body: { code: 'photo_not_taken' } });
    expect((await send(mine, wish(theirs))).status).toBe(404);
    expect((await send(mine, { ...wish(mine), jpeg: 'không phải base64' })).status).toBe(400);
  });

  it('is one of at most twenty of a place', async () => {
    const who = await day.reporter('there');
    const answers = await Promise.all(Array.from({ length: 22 }, () => send(who, wish(who))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.find(({ status }) => status !== 200)?.body.code).toBe('too_many_photos');
    await make.sql('DELETE FROM result_photos WHERE person_id = $1', [who.id]);
  });

  it('is seen within the scope, with an entry in the audit, and not by who sees numbers alone', async () => {
    const { id } = (await send(theirs, wish(theirs))).body;
    const leader = await make.staff('unit_leader', day.units.there);
    const beside = await make.staff('unit_leader', day.units.here);
    expect((await list(leader.client)).items).toMatchObject([{ id, fullName: theirs.name }]);
    expect((await look(leader.client, id)).status).toBe(200);
    expect((await look(beside.client, id)).status).toBe(404);
    expect((await look((await make.staff('viewer', day.province)).client, id)).status).toBe(403);
    const looks = await make.sql<{ kind: string; row_ids: string[] }>(
      `SELECT kind, row_ids FROM audit_entries WHERE actor_id = $1 AND route LIKE '%:photoId'`,
      [leader.id],
    );
    expect(looks).toMatchObject([{ kind: 'look' }]);
    expect(looks[0]?.row_ids).toContain(id);
  });

  it('is taken away by an organiser, which the audit says', async () => {
    const { id } = (await send(mine, wish(mine))).body;
    expect((await mine.client.delete(path(id))).status).toBe(403);
    expect((await day.organiser.delete(path(id))).status).toBe(200);
    expect((await look(day.organiser, id)).status).toBe(404);
    expect(
      await make.sql(`SELECT FROM audit_entries WHERE kind = 'delete' AND row_ids @> ARRAY[$1]`, [id]),
    ).toHaveLength(1);
  });

  it('goes ninety days after the event, and what was counted stays', async () => {
    await day.report(mine, 'files_online', 3);
    await send(mine, wish(mine));
    await make.sql(
      `UPDATE events SET ends_at = now() - interval '91 days', starts_at = now() - interval '92 days' WHERE id = $1`,
      [day.event.id],
    );
    const removed = await server.get(RetentionService).run();
    expect(removed['photos']).toBeGreaterThan(0);
    expect(await make.sql('SELECT FROM result_photos')).toEqual([]);
    expect(await make.sql('SELECT FROM results WHERE refusal IS NULL')).toHaveLength(1);
  });
});
