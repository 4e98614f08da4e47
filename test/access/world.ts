import { randomUUID } from 'node:crypto';
import type { DeviceKind } from '../../src/contracts/devices.js';
import type { Role, SessionKind } from '../../src/contracts/people.js';
import { newId } from '../../src/kernel/ids.js';
import { factories, type OrgUnitRow } from '../factories/index.js';
import { SMALL_JPEG } from '../factories/small-jpeg.js';
import type { HttpClient } from '../support/http-client.js';
import type { TestServer } from '../support/test-server.js';

/** Where something lies, seen from the unit the roles are held in. */
export const PLACES = ['own', 'child', 'sibling', 'parent', 'other'] as const;
export type Place = (typeof PLACES)[number];

/** Of what there is in a place: what may be told to whom differs. */
export type Group = 'unit' | 'campaign' | 'event' | 'people' | 'names' | 'aside' | 'office';
type Make = ReturnType<typeof factories>;

/** A commune in which no unit of the world has its seat. */
const NEUTRAL = '14761';
const COMMUNES: Record<Place, string> = {
  own: '14758',
  child: '14758',
  sibling: '14759',
  parent: '14760',
  other: '16681',
};

/** One unit with one of everything, each found by its name in paths and bodies. */
export class Target {
  private readonly later = new Map<string, Promise<string>>();

  private constructor(
    private readonly make: Make,
    readonly place: Place,
    readonly unit: OrgUnitRow,
    readonly ids: Readonly<Record<string, string>>,
    /** Texts that tell of this place: in an answer to who may not see it none may stand. */
    readonly texts: Readonly<Record<Group, readonly string[]>>,
    readonly phone: string,
  ) {}

  static async build(make: Make, place: Place, unit: OrgUnitRow): Promise<Target> {
    const unique = randomUUID().slice(0, 8);
    const communeId = COMMUNES[place];
    const person = await make.person({ unit, name: `Người ${unique}`, communeId });
    const aside = await make.person({ unit, name: `Ngoài ${unique}`, communeId });
    const event = await make.event({ unit, title: `Sự kiện ${unique}` });
    // In the province's event a site lies in the commune whose unit the roles are held in.
    const site = await make.site(event.id, place === 'parent' ? COMMUNES.own : communeId);
    const hall = await make.site(event.id, place === 'other' ? communeId : NEUTRAL);
    const shift = await make.shift(event, hall.id, [{ target: 3 }]);
    const empty = await make.shift(event, site.id);
    await make.register(event.id, [person.id]);
    const assignment = await make.assignment(event, shift, person.id);
    await make.sql(
      `INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
       SELECT $1, $2, $3, metric, 1, 0 FROM unnest(ARRAY['offered', 'accepted']) AS metric`,
      [event.id, hall.id, unit.id],
    );
    const staff = await make.staff('gate_keeper', unit);
    const [grant] = await make.sql<{ id: string }>('SELECT id FROM role_grants WHERE staff_id = $1', [
      staff.id,
    ]);
    await make.sql(
      `INSERT INTO developer_texts (id, person_id, body, created_at) VALUES ($1, $2, $3, now())`,
      [newId(), person.id, `Mã cho ${person.name}`],
    );
    await make.sql(
      `INSERT INTO ceremony_logos (event_id, type, picture, picture_tag) VALUES ($1, 'image/png', '\\x89', '89')`,
      [event.id],
    );
    const ids = {
      orgUnitId: unit.id,
      parentId: unit.id,
      provinceId: unit.provinceId,
      communeId,
      personId: person.id,
      asideId: aside.id,
      campaignId: event.campaignId,
      eventId: event.id,
      siteId: site.id,
      hallId: hall.id,
      shiftId: shift.id,
      emptyShiftId: empty.id,
      assignmentId: assignment.id,
      staffId: staff.id,
      grantId: grant?.id ?? '',
    };
    const texts = {
      unit: [unit.id],
      campaign: [event.campaignId],
      event: [event.id, `Sự kiện ${unique}`, site.id, shift.id],
      people: [person.id, assignment.id],
      names: [person.name, person.phone],
      aside: [aside.id, aside.name, aside.phone],
      office: [staff.id],
    };
    return new Target(make, place, unit, ids, texts, person.phone);
  }

  /** The id a path wants, made when it is first asked for; null for a name nobody knows. */
  async idOf(name: string): Promise<string | null> {
    const known = this.ids[name];
    if (known !== undefined) return known;
    const build = LATER[name];
    if (!build) return null;
    let made = this.later.get(name);
    if (!made) this.later.set(name, (made = build(this.make, this)));
    return made;
  }
}

const id = (target: Target, name: string): string => target.ids[name] ?? '';

const LATER: Record<string, (make: Make, target: Target) => Promise<string>> = {
  planId: plan,
  otherId: plan,
  rehearsalId: async (make, target) => {
    const copy = await make.event({ unit: target.unit, rehearsalOf: id(target, 'eventId') });
    const rehearsalId = newId();
    await make.sql(
      `INSERT INTO rehearsals (id, of_event_id, event_id, state, people, seed, step, progress, staff_id, created_at)
       VALUES ($1, $2, $3, 'running', 10, 1, 'running', 0, $4, now())`,
      [rehearsalId, id(target, 'eventId'), copy.id, id(target, 'staffId')],
    );
    return rehearsalId;
  },
  importId: async (make, target) => {
    const importId = newId();
    await make.sql(
      `INSERT INTO roster_imports (id, org_unit_id, staff_id, file_name, state, done, total, counts, columns,
         created_at, updated_at)
       VALUES ($1, $2, $3, 'a.csv', 'ready', 0, 0, '{"new":0,"changed":0,"unchanged":0,"rejected":0}', '[]', now(), now())`,
      [importId, id(target, 'orgUnitId'), id(target, 'staffId')],
    );
    return importId;
  },
  requestId: async (make, target) => {
    const requestId = newId();
    await make.sql(
      `INSERT INTO privacy_requests (id, person_id, kind, state, due_at, created_at)
       VALUES ($1, $2, 'correct', 'open', now() + interval '10 days', now())`,
      [requestId, id(target, 'asideId')],
    );
    return requestId;
  },
  broadcastId: (make, target) => broadcast(make, target, null),
  guestBroadcastId: async (make, target) =>
    broadcast(make, target, [(await guestUnit(make, target))?.id ?? '']),
  guestId: async (make, target) => {
    const unit = await guestUnit(make, target);
    if (!unit) throw new Error('there is nobody to invite');
    return (await make.person({ unit: { ...target.unit, id: unit.id } })).id;
  },
  seq: (make, target) => letter(make, id(target, 'personId'), null),
  guestAssignmentId: async (make, target) => {
    const unit = await guestUnit(make, target);
    const [event] = await make.sql<{ id: string; startsAt: Date; endsAt: Date }>(
      'SELECT id, starts_at AS "startsAt", ends_at AS "endsAt" FROM events WHERE id = $1',
      [id(target, 'eventId')],
    );
    if (!unit || !event) throw new Error('there is nobody to invite');
    const guest = await make.person({ unit: { ...target.unit, id: unit.id } });
    await make.register(event.id, [guest.id]);
    const shift = { id: id(target, 'shiftId'), siteId: id(target, 'hallId') };
    return (await make.assignment(event, shift, guest.id)).id;
  },
  sessionId: async (make, target) => {
    await make.signedIn('staff', { subjectId: id(target, 'staffId') });
    const [session] = await make.sql<{ id: string }>(
      'SELECT id FROM sessions WHERE subject_id = $1 LIMIT 1',
      [id(target, 'staffId')],
    );
    return session?.id ?? newId();
  },
  actId: async (make, target) => {
    const actId = newId();
    await make.sql(
      `INSERT INTO assignment_acts (id, event_id, staff_id, kind, steps, at) VALUES ($1, $2, $3, 'no_show', '[]', now())`,
      [actId, id(target, 'eventId'), id(target, 'staffId')],
    );
    return actId;
  },
  deviceId: (make, target) => device(make, target, 'gate'),
  resultId: async (make, target) => {
    const [indicatorId, resultId] = [newId(), newId()];
    await make.sql(
      `INSERT INTO indicators (id, campaign_id, code, name_vi, name_en, unit_vi, unit_en, counts, needs_photo, on_phone,
         active, most, position, rev)
       VALUES ($1, $2, 'files', 'Hồ sơ', 'Files', 'hồ sơ', 'files', 'quantity', false, true, false, 100, 0, 0)`,
      [indicatorId, id(target, 'campaignId')],
    );
    await make.sql(
      `INSERT INTO results (id, event_id, person_id, entry_id, device_id, assignment_id, shift_id, site_id, org_unit_id,
         simulated, indicator_id, amount, people, device_time, recorded_at, rev)
       SELECT $1, event_id, person_id, $1, 'device-0001', id, shift_id, site_id, org_unit_id, simulated, $2, 1, 0, now(), now(), 1
       FROM assignments WHERE id = $3`,
      [resultId, indicatorId, id(target, 'assignmentId')],
    );
    await make.sql(
      `INSERT INTO result_counts (event_id, site_id, indicator_id, amount, people, rev)
       SELECT event_id, site_id, indicator_id, amount, people, rev FROM results WHERE id = $1`,
      [resultId],
    );
    return resultId;
  },
  photoId: (make, target) => photo(make, target, id(target, 'assignmentId')),
  guestPhotoId: async (make, target) => photo(make, target, (await target.idOf('guestAssignmentId')) ?? ''),
  checkInId: async (make, target) => {
    const { client } = await make.staff('province_coordinator', target.unit);
    const sent = await client.post<{ receipts: { checkInId: string | null }[] }>(
      `/api/events/${id(target, 'eventId')}/check-ins`,
      checkInOf(target),
    );
    return sent.body.receipts[0]?.checkInId ?? newId();
  },
};

/** Of the unit the roles are held in, in an event further up. */
async function guestUnit(make: Make, target: Target): Promise<{ id: string } | undefined> {
  const [unit] = await make.sql<{ id: string }>(
    'SELECT id FROM org_units WHERE parent_id = $1 AND commune_id = $2 ORDER BY created_at LIMIT 1',
    [id(target, 'orgUnitId'), COMMUNES.own],
  );
  return unit;
}

/** One that has not gone out. */
async function broadcast(make: Make, target: Target, units: string[] | null): Promise<string> {
  const broadcastId = newId();
  await make.sql(
    `INSERT INTO broadcasts (id, event_id, staff_id, within_units, commune_ids, states, skills, text, answers, state,
       people, created_at, due_at)
     VALUES ($1, $2, $3, $4, '{}', '{accepted}', '{}', 'Xin chào', '{}', 'waiting', 1, now(), now() + interval '1 day')`,
    [broadcastId, id(target, 'eventId'), id(target, 'staffId'), units],
  );
  const recipient = units === null ? id(target, 'personId') : await target.idOf('guestId');
  await letter(make, recipient, broadcastId);
  return broadcastId;
}

/** A letter that asks something. @returns its number among the person's own */
async function letter(make: Make, personId: string | null, broadcastId: string | null): Promise<string> {
  const [made] = await make.sql<{ seq: number }>(
    `WITH p AS (UPDATE people SET inbox_seq = inbox_seq + 1 WHERE id = $1 RETURNING id, inbox_seq)
     INSERT INTO inbox_items (person_id, seq, kind, text, answers, broadcast_id, created_at)
     SELECT id, inbox_seq, 'broadcast', '{"vi":"Có mặt?","en":"There?"}', '{Có}', $2, now() FROM p RETURNING seq`,
    [personId, broadcastId],
  );
  if (!made) throw new Error('there is nobody to write to');
  return String(made.seq);
}

/** A picture of what was done at this place. */
async function photo(make: Make, target: Target, assignmentId: string): Promise<string> {
  await target.idOf('resultId');
  const photoId = newId();
  await make.sql(
    `INSERT INTO result_photos (id, event_id, person_id, assignment_id, shift_id, site_id, org_unit_id, simulated,
       indicator_id, width, height, jpeg, device_time, recorded_at)
     SELECT $1, a.event_id, a.person_id, a.id, a.shift_id, a.site_id, a.org_unit_id, a.simulated, i.id, 8, 8, $3, now(), now()
     FROM assignments a JOIN events e ON e.id = a.event_id JOIN indicators i ON i.campaign_id = e.campaign_id
     WHERE a.id = $2 LIMIT 1`,
    [photoId, assignmentId, SMALL_JPEG],
  );
  return photoId;
}

async function plan(make: Make, target: Target): Promise<string> {
  const planId = newId();
  await make.sql(
    `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target,
       staff_id, created_at, updated_at)
     VALUES ($1, $2, 'draft', 1, 1, 0, 1, 0, 1, $3, now(), now())`,
    [planId, id(target, 'eventId'), id(target, 'staffId')],
  );
  await make.sql(
    `INSERT INTO plan_proposals (plan_id, person_id, pinned, reason) VALUES ($1, $2, false, '{"code":"x","vi":"x","en":"x"}')`,
    [planId, id(target, 'personId')],
  );
  return planId;
}

/** A machine that has been let in; a gate's stands at the hall. */
async function device(make: Make, target: Target, kind: DeviceKind): Promise<string> {
  const deviceId = newId();
  await make.sql(
    `INSERT INTO devices (id, event_id, site_id, kind, name, enrolled_by, enrolled_at)
     VALUES ($1, $2, $3, $4, 'Máy', $5, now())`,
    [
      deviceId,
      id(target, 'eventId'),
      kind === 'gate' ? id(target, 'hallId') : null,
      kind,
      id(target, 'staffId'),
    ],
  );
  return deviceId;
}

/** An upload of one scan: a leader's tick for the place's own person. */
export function checkInOf(target: Target, method: 'leader' | 'gate_code' = 'leader') {
  const by = method === 'leader' ? { personId: id(target, 'personId') } : { gateCode: '000000' };
  const entry = {
    id: newId(),
    method,
    siteId: id(target, 'hallId'),
    ...by,
    deviceTime: new Date().toISOString(),
  };
  return { deviceId: 'thiet-bi-1', entries: [entry] };
}

export interface Speaker {
  name: string;
  kind: SessionKind | 'nobody';
  role: Role | null;
  /** Whether the role is in force. */
  state: 'now' | 'ended' | 'to come';
  /** What the role was given for: all there is in the unit, or one thing of one place. */
  only: 'event' | 'campaign' | 'event above' | null;
  client: HttpClient;
  /** A new session of the same: what logs out must not end this one. */
  again: () => Promise<HttpClient>;
}

const ROLES = [
  'province_coordinator',
  'event_organiser',
  'unit_leader',
  'gate_keeper',
  'viewer',
  'auditor',
] as const;

/** Two provinces; in the first a commune's unit with a sibling and a branch; something of everything in each. */
export async function buildWorld(server: TestServer) {
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('40', 'province', 'Nghệ An');
  for (const commune of ['14758', '14759', '14760', NEUTRAL])
    await make.place(commune, 'commune', `Xã ${commune}`, '38');
  await make.place('16681', 'commune', 'Thành Vinh', '40');
  const parent = await make.orgUnit({ name: 'Tỉnh đoàn' });
  const own = await make.orgUnit({ parent, communeId: COMMUNES.own });
  const units: Record<Place, OrgUnitRow> = {
    parent,
    own,
    child: await make.orgUnit({ parent: own, kind: 'branch', communeId: COMMUNES.child }),
    sibling: await make.orgUnit({ parent, communeId: COMMUNES.sibling }),
    other: await make.orgUnit({ provinceId: '40', communeId: COMMUNES.other }),
  };
  const build = (place: Place) => Target.build(make, place, units[place]);
  const targets: Record<Place, Target> = {
    own: await build('own'),
    child: await build('child'),
    sibling: await build('sibling'),
    parent: await build('parent'),
    other: await build('other'),
  };
  const guests = await inviteToParent(make, targets);

  async function staff(
    role: Role,
    state: Speaker['state'],
    only: Speaker['only'],
    at = only === 'event above' ? targets.parent : targets.own,
  ): Promise<Speaker> {
    const made = await make.staff(role, units.own);
    const event = only === 'event' || only === 'event above' ? id(at, 'eventId') : null;
    await make.sql(
      `UPDATE role_grants SET event_id = $2, campaign_id = $3,
         starts_at = now() + CASE $4::text WHEN 'to come' THEN interval '1 day' ELSE interval '-2 days' END,
         ends_at = CASE $4::text WHEN 'ended' THEN now() - interval '1 day' END
       WHERE staff_id = $1`,
      [made.id, event, only === 'campaign' ? id(at, 'campaignId') : null, state],
    );
    const said = [
      role,
      ...(only === null ? [] : [`for one ${only}`]),
      ...(state === 'now' ? [] : [state]),
    ].join(', ');
    const again = () => make.signedIn('staff', { subjectId: made.id });
    return { name: said, kind: 'staff', role, state, only, client: made.client, again };
  }

  const speakers: Speaker[] = [];
  for (const role of ROLES) {
    speakers.push(
      await staff(role, 'now', null),
      await staff(role, 'ended', null),
      await staff(role, 'to come', null),
    );
    for (const only of ['event', 'campaign', 'event above'] as const)
      speakers.push(await staff(role, 'now', only));
  }
  const plain = { role: null, state: 'now', only: null } as const;
  const asVolunteer = () => make.signedIn('volunteer', { subjectId: id(targets.own, 'personId') });
  const { eventId = '', hallId = '' } = targets.own.ids;
  const screenId = await device(make, targets.own, 'screen');
  const gateId = await device(make, targets.own, 'gate');
  const asScreen = () => make.signedIn('screen', { subjectId: screenId, eventId });
  const asGate = () => make.signedIn('gate', { subjectId: gateId, eventId, siteId: hallId });
  const asNobody = () => Promise.resolve(server.client());
  speakers.push(
    { ...plain, name: 'volunteer', kind: 'volunteer', client: await asVolunteer(), again: asVolunteer },
    { ...plain, name: 'screen', kind: 'screen', client: await asScreen(), again: asScreen },
    { ...plain, name: 'gate', kind: 'gate', client: await asGate(), again: asGate },
    { ...plain, name: 'no session', kind: 'nobody', client: server.client(), again: asNobody },
  );
  /** A role like this speaker's, but for what lies in another target. */
  const sameAt = ({ role, state, only }: Speaker, target: Target): Promise<Speaker> =>
    staff(role ?? 'viewer', state, only, target);
  return { targets, speakers, guests, build, sameAt };
}

/** Of each unit below somebody takes part in the province's event: who leads one of them sees those of the own alone. */
async function inviteToParent(
  make: Make,
  targets: Record<Place, Target>,
): Promise<Partial<Record<Place, string[]>>> {
  const { eventId = '', hallId = '', shiftId = '' } = targets.parent.ids;
  const [window] = await make.sql<{ starts_at: Date; ends_at: Date }>(
    'SELECT starts_at, ends_at FROM events WHERE id = $1',
    [eventId],
  );
  if (!window) throw new Error('there is no event');
  const guests: Partial<Record<Place, string[]>> = {};
  for (const place of ['own', 'child', 'sibling'] as const) {
    const guest = await make.person({ unit: targets[place].unit, name: `Khách ${randomUUID().slice(0, 8)}` });
    await make.register(eventId, [guest.id]);
    const event = { id: eventId, startsAt: window.starts_at, endsAt: window.ends_at };
    const { id: assignmentId } = await make.assignment(event, { id: shiftId, siteId: hallId }, guest.id);
    guests[place] = [guest.id, guest.name, guest.phone, assignmentId];
  }
  return guests;
}

export type World = Awaited<ReturnType<typeof buildWorld>>;
