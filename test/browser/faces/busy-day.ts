import type { Plan } from '../../../src/contracts/assignments.js';
import type { Broadcast } from '../../../src/contracts/broadcasts.js';
import type { Pairing } from '../../../src/contracts/devices.js';
import { EventChanges } from '../../../src/events/index.js';
import { newId } from '../../../src/kernel/ids.js';
import { BroadcastJobs } from '../../../src/notifications/broadcasts.jobs.js';
import { RecountRepository } from '../../../src/participation/recount.repository.js';
import { factories } from '../../factories/index.js';
import { HAC_THANH } from '../../factories/short-morning.js';
import { SMALL_JPEG } from '../../factories/small-jpeg.js';
import { planned } from '../../factories/planned-event.js';
import type { HttpClient } from '../../support/http-client.js';
import type { TestServer } from '../../support/test-server.js';

/** Long ones among them: what fits them fits all. */
const NAMES = [
  'Nguyễn Thị Phương Thảo',
  'Lê Văn Ánh',
  'Công Tằng Tôn Nữ Thị Hồng Nhung',
  'Đỗ Thị Chi',
  'Trần Văn Bình',
  'Phạm Ngọc Ân',
];
const COMMUNES = 40;

export type BusyDay = Awaited<ReturnType<typeof busyDay>>;

/**
 * A live morning of a province and all that pages can show of one: communes short of people and full ones,
 * answers of every kind, scans that count and scans that were kept, a plan, devices, people's requests.
 */
export async function busyDay(server: TestServer) {
  const make = factories(server);
  const province = await make.orgUnit({ name: 'Tỉnh đoàn Thanh Hóa', communeId: HAC_THANH });
  const unit = await make.orgUnit({
    parent: province,
    name: 'Đoàn phường Hạc Thành',
    communeId: HAC_THANH,
  });
  await make.orgUnit({ parent: province, name: 'Đoàn xã Nguyệt Ấn', communeId: '15013' });
  const staff = (await make.staff('province_coordinator', province)).client;
  const leader = (await make.staff('unit_leader', unit)).client;
  const event = await make.event({
    unit: province,
    title: 'Lễ ra quân hưởng ứng Ngày Chuyển đổi số quốc gia 10/10',
  });
  const communes = await make.sql<{ id: string }>(
    `SELECT id FROM administrative_units WHERE level = 'commune' AND province_id = '38' AND valid_to IS NULL
     ORDER BY id <> $1, id LIMIT $2`,
    [HAC_THANH, COMMUNES],
  );
  const shifts = [];
  for (const [index, commune] of communes.entries()) {
    const site = await make.site(event.id, commune.id, `Nhà văn hóa khu phố ${index + 1}`);
    const target = index === 20 ? 1_234 : (index % 9) * 3 + 2;
    shifts.push(await make.shift(event, site.id, [{ minimum: 1, target }]));
  }
  const [hall, other] = [shifts[0]!, shifts[1]!];

  const states = ['offered', 'accepted', 'accepted', 'accepted', 'declined', 'offered'];
  const people = [];
  for (let index = 0; index < 48; index++) {
    const person = await make.person({
      unit,
      name: NAMES[index % NAMES.length]!,
      communeId: HAC_THANH,
      skills: [{ skill: 'vneid', level: 2 }],
      birthDate: index === 6 ? birthDateOfAMinor() : '2001-02-03',
    });
    if (index > 0) await make.consent(person.id);
    people.push(person);
  }
  await make.register(
    event.id,
    people.map((person) => person.id),
  );
  const assigned = people.slice(0, 40);
  for (const [index, person] of assigned.entries()) {
    const shift = index < 12 ? hall : shifts[index % shifts.length]!;
    await make.assignment(event, shift, person.id, states[index % states.length]);
  }
  const path = `/api/events/${event.id}`;
  const tick = (personId: string, siteId: string) =>
    staff.post<{ receipts: { checkInId: string | null }[] }>(`${path}/check-ins`, {
      deviceId: 'device-0001',
      entries: [{ id: newId(), siteId, method: 'leader', personId, deviceTime: new Date().toISOString() }],
    });
  const accepted = assigned.filter((_, index) => states[index % states.length] === 'accepted');
  // The first who accepted has not come yet: a phone shows how to.
  const counted = [];
  for (const person of accepted.slice(1, 6)) counted.push(await tick(person.id, hall.siteId));
  // Twice, at another gate, and by nobody whom we know.
  for (const siteId of [hall.siteId, other.siteId]) await tick(accepted[1]!.id, siteId);
  await tick(newId(), hall.siteId);
  const [struck] = counted.at(-1)!.body.receipts;
  await staff.post(`${path}/check-ins/${struck!.checkInId ?? ''}/void`, { reason: 'not_there' });
  await server.transactions.run(async (tx) => {
    const raised = await server.get(EventChanges).raise(tx, event.id);
    await server.get(RecountRepository).repair(tx, raised);
  });

  const codes = await make.indicators(event.campaignId);
  await make.sql('UPDATE indicators SET target = 5000 WHERE id = $1', [codes['people_helped']]);
  for (const [index, person] of accepted.slice(1, 5).entries()) {
    const [place] = await make.sql<{ id: string }>('SELECT id FROM assignments WHERE person_id = $1', [
      person.id,
    ]);
    const reporter = await make.signedIn('volunteer', { subjectId: person.id });
    const report = { assignmentId: place?.id, deviceTime: new Date().toISOString() };
    const one = { ...report, indicatorId: codes['people_helped'], amount: 90 + index, people: 80 };
    const two = { ...report, indicatorId: codes['files_online'], amount: 7, people: 0 };
    await reporter.post(`${path}/results`, {
      deviceId: 'device-0001',
      entries: [one, two].map((entry) => ({ ...entry, id: newId() })),
    });
    const jpeg = SMALL_JPEG.toString('base64');
    await reporter.post(`${path}/result-photos`, {
      ...report,
      id: newId(),
      indicatorId: codes['households_visited'],
      jpeg,
    });
  }

  const phone = (person: { id: string } | undefined): Promise<HttpClient> =>
    make.signedIn('volunteer', { subjectId: person!.id });
  const asks = await phone(people[7]);
  await asks.post('/api/me/privacy-requests', { kind: 'correct', fullName: 'Lê Văn Ánh Dương' });

  for (const [kind, name, siteId] of [
    ['gate', 'Máy tính bảng cổng chính', hall.siteId],
    ['screen', 'Màn hình hội trường', null],
  ] as const) {
    const { code } = (await server.client().post<Pairing>('/api/devices/pairings', { kind })).body;
    await staff.post(`${path}/devices`, { code, kind, siteId, name });
  }

  const sent = await staff.post<Broadcast>(`${path}/broadcasts`, {
    text: 'Mưa to: tập trung trong hội trường, không đứng ngoài sân.\nNhớ mang căn cước.',
    answers: ['Tôi đến được', 'Tôi không đến được'],
    states: ['unassigned'],
    communeIds: communes.slice(0, 5).map(({ id }) => id),
  });
  const broadcastId = sent.body.id;
  await make.sql('UPDATE broadcasts SET due_at = now() WHERE id = $1', [broadcastId]);
  await server.get(BroadcastJobs).send(broadcastId);

  const draft = await planned(server, make, {
    people: 5,
    target: 2,
    communes: communes.slice(0, 4).map(({ id }) => id),
    names: NAMES,
    state: 'open',
  });
  const plan: Plan = await draft.solve();
  return {
    eventId: event.id,
    startsAt: event.startsAt.toISOString(),
    siteId: hall.siteId,
    broadcastId,
    plan: { eventId: plan.eventId, id: plan.id, by: draft.organiser },
    staff,
    leader,
    screen: await make.signedIn('screen', { eventId: event.id }),
    gate: await make.signedIn('gate', { eventId: event.id, siteId: hall.siteId }),
    phones: {
      asked: await phone(people[0]),
      offered: await phone(people[5]),
      accepted: await phone(accepted[0]),
      present: await phone(accepted[1]),
      nothing: await phone(people[47]),
    },
  };
}

const birthDateOfAMinor = (): string => `${new Date().getFullYear() - 15}-01-31`;
