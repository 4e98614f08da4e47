import type { AssignmentState } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import { type ActivityKind, EventStateSchema } from '../../contracts/events.js';
import type { CheckInMethod, Refusal } from '../../contracts/participation.js';
import type { EventTable } from '../../contracts/tables.js';
import {
  ACTIVITIES,
  DECISIONS,
  DEVICE_KINDS,
  EVENT_STATES,
  METHODS,
  REFUSALS,
  SKILLS,
  STATES,
} from '../domain/words.js';
import { communeName, type ExportTable, table } from './table.js';

const skillsOf = (skills: readonly Skill[]): string => skills.map((skill) => SKILLS[skill].vi).join(', ');
const SKILLS_OF = `ARRAY(SELECT k ->> 'skill' FROM jsonb_array_elements(p.skills) AS k ORDER BY 1)`;

interface PersonRow {
  name: string;
  unit: string;
  commune: string | null;
  site: string | null;
  shift: string | null;
  state: AssignmentState | null;
  changed_at: Date | null;
  skills: Skill[];
}
const people = table<PersonRow>(
  'Người tham gia và trạng thái',
  `SELECT p.full_name AS name, o.name AS unit, ${communeName('t.commune_id')} AS commune, t.name AS site,
     s.title AS shift, a.state, a.changed_at, ${SKILLS_OF} AS skills
   FROM (SELECT person_id FROM registrations WHERE event_id = $1
         UNION SELECT person_id FROM assignments WHERE event_id = $1) w
   JOIN people p ON p.id = w.person_id
   JOIN org_units o ON o.id = p.org_unit_id
   LEFT JOIN assignments a ON a.event_id = $1 AND a.person_id = w.person_id AND a.state <> 'planned'
   LEFT JOIN shifts s ON s.id = a.shift_id
   LEFT JOIN sites t ON t.id = a.site_id
   ORDER BY o.name COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", p.id, a.starts_at, a.id`,
  [
    ['Họ và tên', 28, (row) => row.name],
    ['Đơn vị', 34, (row) => row.unit],
    ['Xã/phường được phân công', 26, (row) => row.commune],
    ['Địa điểm', 34, (row) => row.site],
    ['Ca', 18, (row) => row.shift],
    ['Trạng thái', 24, (row) => (row.state === null ? 'Chưa được phân công' : STATES[row.state])],
    ['Cập nhật lúc', 20, (row) => row.changed_at],
    ['Kỹ năng', 30, (row) => skillsOf(row.skills)],
  ],
);

interface SiteRow {
  commune: string | null;
  site: string;
  address: string | null;
  contact: string | null;
  shift: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  skill: Skill | null;
  minimum: number | null;
  target: number | null;
  maximum: number | null;
}
const sites = table<SiteRow>(
  'Địa điểm, ca và nhu cầu',
  `SELECT ${communeName('t.commune_id')} AS commune, t.name AS site, t.address, t.contact_name AS contact,
     s.title AS shift, s.starts_at, s.ends_at, nullif(d.skill, '') AS skill, d.minimum, d.target, d.maximum
   FROM sites t LEFT JOIN shifts s ON s.site_id = t.id LEFT JOIN demands d ON d.shift_id = s.id
   WHERE t.event_id = $1
   ORDER BY ${communeName('t.commune_id')} COLLATE "vi-x-icu", t.name COLLATE "vi-x-icu", t.id, s.starts_at, s.id, d.skill`,
  [
    ['Xã/phường', 26, (row) => row.commune],
    ['Địa điểm', 34, (row) => row.site],
    ['Địa chỉ', 34, (row) => row.address],
    ['Người phụ trách', 26, (row) => row.contact],
    ['Ca', 18, (row) => row.shift],
    ['Bắt đầu', 20, (row) => row.starts_at],
    ['Kết thúc', 20, (row) => row.ends_at],
    ['Kỹ năng', 22, (row) => (row.skill === null ? 'Bất kỳ' : SKILLS[row.skill].vi)],
    ['Tối thiểu', 10, (row) => row.minimum],
    ['Chỉ tiêu', 10, (row) => row.target],
    ['Tối đa', 10, (row) => row.maximum],
  ],
);

interface ProposalRow {
  name: string;
  unit: string;
  commune: string | null;
  site: string | null;
  shift: string | null;
  skill: Skill | null;
  km: number | null;
  pinned: boolean;
  reason: string;
}
const proposals = table<ProposalRow>(
  'Phương án phân công mới nhất',
  `SELECT p.full_name AS name, o.name AS unit, ${communeName('t.commune_id')} AS commune, t.name AS site,
     s.title AS shift, w.skill, w.distance_km AS km, w.pinned, w.reason ->> 'vi' AS reason
   FROM plan_proposals w
   JOIN people p ON p.id = w.person_id
   JOIN org_units o ON o.id = p.org_unit_id
   LEFT JOIN shifts s ON s.id = w.shift_id
   LEFT JOIN sites t ON t.id = s.site_id
   WHERE w.plan_id = (SELECT id FROM plans WHERE event_id = $1 AND state IN ('draft', 'published', 'superseded')
                      ORDER BY created_at DESC LIMIT 1)
   ORDER BY ${communeName('t.commune_id')} COLLATE "vi-x-icu" NULLS LAST, t.name COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", p.id`,
  [
    ['Họ và tên', 28, (row) => row.name],
    ['Đơn vị', 34, (row) => row.unit],
    ['Xã/phường', 26, (row) => row.commune],
    ['Địa điểm', 34, (row) => row.site],
    ['Ca', 18, (row) => row.shift],
    ['Kỹ năng', 22, (row) => (row.skill === null ? '' : SKILLS[row.skill].vi)],
    ['Khoảng cách (km)', 16, (row) => (row.km === null ? null : Math.round(row.km * 10) / 10)],
    ['Đã ghim', 10, (row) => (row.pinned ? 'Có' : '')],
    ['Lý do', 60, (row) => row.reason],
  ],
);

interface KeptRow {
  at: Date;
  name: string | null;
  site: string | null;
  method: CheckInMethod;
  refusal: Refusal;
  decision: keyof typeof DECISIONS | null;
  decided_at: Date | null;
}
const kept = table<KeptRow>(
  'Lượt quét được giữ lại',
  `SELECT k.recorded_at AS at, p.full_name AS name, t.name AS site, k.method, k.refusal, d.decision, d.decided_at
   FROM check_in_conflicts k
   LEFT JOIN people p ON p.id = k.person_id
   LEFT JOIN sites t ON t.id = k.site_id
   LEFT JOIN reconciliations d ON d.conflict_id = k.id AND d.undone_at IS NULL
   WHERE k.event_id = $1 ORDER BY k.recorded_at, k.id`,
  [
    ['Thời điểm ghi nhận', 20, (row) => row.at],
    ['Họ và tên', 28, (row) => row.name ?? '–'],
    ['Địa điểm', 34, (row) => row.site],
    ['Cách điểm danh', 24, (row) => METHODS[row.method].vi],
    ['Lý do không tính', 34, (row) => REFUSALS[row.refusal]],
    ['Quyết định', 26, (row) => (row.decision === null ? 'Chưa quyết định' : DECISIONS[row.decision])],
    ['Quyết định lúc', 20, (row) => row.decided_at],
  ],
);

interface DeviceRow {
  name: string;
  kind: keyof typeof DEVICE_KINDS;
  site: string | null;
  enrolled_at: Date;
  seen_at: Date | null;
  revoked_at: Date | null;
}
const devices = table<DeviceRow>(
  'Thiết bị',
  `SELECT d.name, d.kind, t.name AS site, d.enrolled_at, greatest(d.seen_at, n.seen_at) AS seen_at,
     d.revoked_at
   FROM devices d LEFT JOIN sites t ON t.id = d.site_id LEFT JOIN seen_screens n ON n.session_id = d.session_id
   WHERE d.event_id = $1 ORDER BY d.enrolled_at, d.id`,
  [
    ['Thiết bị', 30, (row) => row.name],
    ['Loại', 20, (row) => DEVICE_KINDS[row.kind]],
    ['Địa điểm', 34, (row) => row.site],
    ['Cấp quyền lúc', 20, (row) => row.enrolled_at],
    ['Thấy lần cuối', 20, (row) => row.seen_at],
    ['Thu hồi lúc', 20, (row) => row.revoked_at],
  ],
);

const detailOf = (detail: string | null): string | Date | null => {
  const state = EventStateSchema.safeParse(detail);
  if (state.success) return EVENT_STATES[state.data];
  return detail !== null && detail.endsWith('Z') ? new Date(detail) : detail;
};

interface ActivityRow {
  at: Date;
  kind: ActivityKind;
  site: string | null;
  count: number;
  detail: string | null;
}
const activities = table<ActivityRow>(
  'Diễn biến',
  `SELECT a.at, a.kind, t.name AS site, a.count, a.detail
   FROM activities a LEFT JOIN sites t ON t.id = a.site_id
   WHERE a.event_id = $1 ORDER BY a.rev, a.at, a.id`,
  [
    ['Thời điểm', 20, (row) => row.at],
    ['Diễn biến', 34, (row) => ACTIVITIES[row.kind]],
    ['Địa điểm', 34, (row) => row.site],
    ['Số lượng', 10, (row) => row.count],
    ['Chi tiết', 26, (row) => detailOf(row.detail)],
  ],
);

interface BroadcastRow {
  at: Date;
  by: string;
  text: string;
  people: number;
  seen: number;
  answered: number;
  answers: string | null;
}
const broadcasts = table<BroadcastRow>(
  'Tin đã phát',
  `SELECT b.sent_at AS at, s.full_name AS by, b.text, b.people, l.seen, l.answered, l.answers
   FROM broadcasts b JOIN staff s ON s.id = b.staff_id
   CROSS JOIN LATERAL (
     SELECT count(i.seen_at)::int AS seen, count(i.answer)::int AS answered,
       (SELECT string_agg(b.answers[n + 1] || ': ' || (SELECT count(*) FROM inbox_items j
          WHERE j.broadcast_id = b.id AND j.answer = n), '; ' ORDER BY n)
        FROM generate_series(0, cardinality(b.answers) - 1) AS n) AS answers
     FROM inbox_items i WHERE i.broadcast_id = b.id
   ) l
   WHERE b.event_id = $1 AND b.state = 'sent' ORDER BY b.sent_at, b.id`,
  [
    ['Gửi lúc', 20, (row) => row.at],
    ['Người gửi', 26, (row) => row.by],
    ['Nội dung', 60, (row) => row.text],
    ['Người nhận', 12, (row) => row.people],
    ['Đã xem', 12, (row) => row.seen],
    ['Đã trả lời', 12, (row) => row.answered],
    ['Trả lời', 40, (row) => row.answers],
  ],
);

/** Every table of an event that can be taken away. */
export const EVENT_TABLES: Readonly<Record<EventTable, ExportTable>> = {
  people,
  sites,
  proposals,
  kept_scans: kept,
  devices,
  activities,
  broadcasts,
};
