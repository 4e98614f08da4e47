import type { Skill } from '../../contracts/common.js';
import type { OrgUnit, Role } from '../../contracts/people.js';
import type { UnitTable } from '../../contracts/tables.js';
import { ROLES, SKILLS, UNIT_KINDS } from '../domain/words.js';
import { communeName, type ExportTable, table } from './table.js';

interface UnitRow {
  name: string;
  kind: OrgUnit['kind'];
  parent: string | null;
  commune: string | null;
  people: number;
}
const units = table<UnitRow>(
  'Đơn vị Đoàn',
  `SELECT o.name, o.kind, q.name AS parent, ${communeName('o.commune_id')} AS commune,
     (SELECT count(*)::int FROM people p WHERE p.org_unit_id = o.id AND NOT p.simulated) AS people
   FROM org_units o LEFT JOIN org_units q ON q.id = o.parent_id
   WHERE o.ancestors && $1::uuid[] AND o.merged_into IS NULL
   ORDER BY cardinality(o.ancestors), q.name COLLATE "vi-x-icu", o.name COLLATE "vi-x-icu", o.id`,
  [
    ['Đơn vị', 40, (row) => row.name],
    ['Loại đơn vị', 20, (row) => UNIT_KINDS[row.kind]],
    ['Đơn vị cấp trên', 40, (row) => row.parent],
    ['Xã/phường', 26, (row) => row.commune],
    ['Số người', 10, (row) => row.people],
  ],
);

interface RollRow {
  name: string;
  unit: string;
  commune: string | null;
  skills: Skill[];
}
const roll = table<RollRow>(
  'Danh sách đoàn viên, thanh niên',
  `SELECT p.full_name AS name, o.name AS unit, ${communeName('p.home_commune_id')} AS commune,
     ARRAY(SELECT k ->> 'skill' FROM jsonb_array_elements(p.skills) AS k ORDER BY 1) AS skills
   FROM people p JOIN org_units o ON o.id = p.org_unit_id
   WHERE o.ancestors && $1::uuid[] AND NOT p.simulated AND p.erased_at IS NULL
   ORDER BY o.name COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", p.id`,
  [
    ['Họ và tên', 28, (row) => row.name],
    ['Đơn vị', 40, (row) => row.unit],
    ['Nơi ở (xã/phường)', 26, (row) => row.commune],
    ['Kỹ năng', 40, (row) => row.skills.map((skill) => SKILLS[skill].vi).join(', ')],
  ],
);

interface RoleRow {
  name: string;
  login: string;
  role: Role;
  unit: string;
  event: string | null;
  campaign: string | null;
  starts_at: Date;
  ends_at: Date | null;
}
const roles = table<RoleRow>(
  'Cán bộ và quyền',
  `SELECT s.full_name AS name, s.login, g.role, o.name AS unit, e.title AS event, c.title AS campaign,
     g.starts_at, g.ends_at
   FROM role_grants g JOIN staff s ON s.id = g.staff_id JOIN org_units o ON o.id = g.org_unit_id
   LEFT JOIN events e ON e.id = g.event_id LEFT JOIN campaigns c ON c.id = g.campaign_id
   WHERE o.ancestors && $1::uuid[]
   ORDER BY s.full_name COLLATE "vi-x-icu", s.id, g.starts_at, g.id`,
  [
    ['Họ và tên', 28, (row) => row.name],
    ['Tên đăng nhập', 22, (row) => row.login],
    ['Vai trò', 24, (row) => ROLES[row.role]],
    ['Đơn vị', 40, (row) => row.unit],
    ['Chỉ cho sự kiện', 34, (row) => row.event],
    ['Chỉ cho chiến dịch', 34, (row) => row.campaign],
    ['Từ lúc', 20, (row) => row.starts_at],
    ['Đến lúc', 20, (row) => row.ends_at],
  ],
);

/** Every table of what is no event's, within the units of who asks. */
export const UNIT_TABLES: Readonly<Record<UnitTable, ExportTable>> = { units, roll, roles };
