import { gateCode, ownCode } from '../../src/events/index.js';
import { newId } from '../../src/kernel/ids.js';
import type { HttpClient } from '../support/http-client.js';
import type { SetClock } from '../support/set-clock.js';
import type { TestServer } from '../support/test-server.js';
import { factories } from './index.js';

export const HAC_THANH = '14797';
export const SAM_SON = '16531';

type Make = ReturnType<typeof factories>;
export type Morning = Awaited<ReturnType<typeof launchMorning>>;
type Method = 'own_code' | 'gate_code' | 'leader' | 'desk';

/**
 * A live event over two communes with three sites, people of a province's own office and of two
 * communes with branches, and ways to let people come at a time and by a method of one's choice,
 * all through the doors that phones and gates use.
 */
export async function launchMorning(server: TestServer, clock: SetClock, make: Make = factories(server)) {
  const province = await make.orgUnit();
  const hacThanh = await make.orgUnit({ parent: province, name: 'Đoàn Hạc Thành', communeId: HAC_THANH });
  const branch = await make.orgUnit({ parent: hacThanh, kind: 'branch', name: 'Chi đoàn 1' });
  const samSon = await make.orgUnit({ parent: province, name: 'Đoàn Sầm Sơn', communeId: SAM_SON });
  const event = await make.event({ unit: province, title: 'Lễ ra quân', startsAt: clock.now() });
  const sites = {
    hall: await make.site(event.id, HAC_THANH, 'Hội trường'),
    square: await make.site(event.id, HAC_THANH, 'Quảng trường'),
    beach: await make.site(event.id, SAM_SON, 'Bãi biển'),
  };
  const shifts = {
    hall: await make.shift(event, sites.hall.id, [{ minimum: 2, target: 4 }]),
    square: await make.shift(event, sites.square.id, [{ target: 2 }]),
    beach: await make.shift(event, sites.beach.id, [{ target: 3 }]),
  };
  const organiser = (await make.staff('event_organiser', province)).client;
  const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [event.id]);
  const key = row!.code_key;

  /** Skills of a person, each at level 1. */
  async function person(unit: typeof province, name: string, ...skills: string[]) {
    return make.person({ unit, name, skills: skills.map((skill) => ({ skill, level: 1 })) });
  }

  /** A standing place, counted as publishing would have counted it. */
  async function place(
    who: { id: string },
    unit: typeof province,
    site: keyof typeof sites,
    state = 'accepted',
  ) {
    const assignment = await make.assignment(event, shifts[site], who.id, state);
    await make.sql(
      `INSERT INTO event_counts AS c (event_id, site_id, org_unit_id, metric, value, rev)
       SELECT $1, $2, $3, m, 1, 0 FROM unnest($4::text[]) m
       ON CONFLICT (event_id, site_id, org_unit_id, metric) DO UPDATE SET value = c.value + 1`,
      [event.id, sites[site].id, unit.id, state === 'accepted' ? ['offered', 'accepted'] : ['offered']],
    );
    return assignment;
  }

  /** Everybody of the roster is registered. */
  const register = () => organiser.post(`/api/events/${event.id}/registrations`, {});

  /** @throws Error when the scan was not counted */
  async function come(
    who: { id: string; phone: string },
    site: keyof typeof sites,
    method: Method = 'leader',
  ): Promise<string> {
    const now = clock.now();
    const scan = { id: newId(), siteId: sites[site].id, deviceTime: now.toISOString(), method };
    const proof = {
      own_code: { ownCode: ownCode(key, who.id, new Date(now.getTime() + 3_600_000)) },
      gate_code: { gateCode: gateCode(key, sites[site].id, now) },
      leader: { personId: who.id },
      desk: { phone: who.phone },
    }[method];
    const client: HttpClient =
      method === 'gate_code' ? await make.signedIn('volunteer', { subjectId: who.id }) : organiser;
    const answer = await client.post<{ receipts: { checkInId: string; outcome: string }[] }>(
      `/api/events/${event.id}/check-ins`,
      { deviceId: 'device-0001', entries: [{ ...scan, ...proof }] },
    );
    const [receipt] = answer.body.receipts;
    if (receipt?.outcome !== 'counted') throw new Error(`not counted: ${JSON.stringify(answer.body)}`);
    return receipt.checkInId;
  }

  /** Takes a check-in back. */
  async function strike(checkInId: string): Promise<void> {
    const path = `/api/events/${event.id}/check-ins/${checkInId}/void`;
    const { status, body } = await organiser.post(path, { reason: 'not_there' });
    if (status !== 200) throw new Error(`not voided: ${JSON.stringify(body)}`);
  }

  return {
    make,
    event,
    province,
    hacThanh,
    branch,
    samSon,
    sites,
    shifts,
    organiser,
    person,
    place,
    register,
    come,
    strike,
  };
}
