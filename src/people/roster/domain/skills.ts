import type { Skill } from '../../../contracts/common.js';
import type { PersonSkill } from '../../../contracts/people.js';
import { keyOf } from './cells.js';

/** How skills are called, folded; the first name is the one shown. */
const SKILLS: Record<Skill, { label: string; names: readonly string[] }> = {
  leader: {
    label: 'Đội trưởng',
    names: ['doi truong', 'truong nhom', 'nhom truong', 'to truong', 'chi huy', 'leader'],
  },
  vneid: { label: 'VNeID', names: ['vneid', 'dinh danh', 'dinh danh dien tu', 'dinh danh muc 2'] },
  public_services: {
    label: 'Dịch vụ công',
    names: ['dich vu cong', 'dvc', 'dvctt', 'dich vu cong truc tuyen', 'public services'],
  },
  cashless: {
    label: 'Thanh toán không tiền mặt',
    names: [
      'thanh toan khong tien mat',
      'thanh toan khong dung tien mat',
      'khong tien mat',
      'thanh toan so',
      'thanh toan dien tu',
      'cashless',
    ],
  },
  digital_signature: { label: 'Chữ ký số', names: ['chu ky so', 'ky so', 'digital signature'] },
  driver: { label: 'Lái xe', names: ['lai xe', 'lai o to', 'lai xe o to', 'lai xe may', 'tai xe', 'driver'] },
  ethnic_language: {
    label: 'Tiếng dân tộc',
    names: [
      'tieng dan toc',
      'tieng thai',
      'tieng muong',
      'tieng mong',
      'tieng h mong',
      'tieng dao',
      'tieng tay',
      'tieng nung',
      'tieng khmer',
      'tieng kho mu',
      'tieng tho',
      'ethnic language',
    ],
  },
  media: {
    label: 'Truyền thông',
    names: ['truyen thong', 'chup anh', 'quay phim', 'viet bai', 'tuyen truyen', 'mc', 'media'],
  },
};

const BY_NAME = new Map<string, Skill>(
  (Object.keys(SKILLS) as Skill[]).flatMap((skill) =>
    SKILLS[skill].names.map((name) => [name, skill] as const),
  ),
);

export const SKILL_LABELS: readonly string[] = Object.values(SKILLS).map(({ label }) => label);

/** Reads "VNeID; Lái xe (3)": names separated by marks, each perhaps with a level from 1 to 3. */
export function readSkills(text: string): { skills: PersonSkill[] } | { unknown: string } {
  const levels = new Map<Skill, number>();
  for (const part of text.split(/[,;/+\n|]|\s[-–]\s|\svà\s/u)) {
    if (part.trim() === '') continue;
    const [, name = part, level] = /^(.*?)(?:\s*[(:]\s*(?:mức|cấp)?\s*([1-3])\s*\)?)?\s*$/u.exec(part) ?? [];
    const skill = BY_NAME.get(keyOf(name.replace(/_/g, ' ')));
    if (!skill) return { unknown: part.trim() };
    levels.set(skill, Math.max(levels.get(skill) ?? 1, Number(level ?? 1)));
  }
  const skills = [...levels].map(([skill, level]) => ({ skill, level }));
  return { skills: sortSkills(skills) };
}

/** One order, so that the same skills are the same text. */
export function sortSkills(skills: readonly PersonSkill[]): PersonSkill[] {
  return [...skills].sort((a, b) => (a.skill < b.skill ? -1 : 1));
}
