import type { Figure, FigureFilter } from '../../contracts/figures.js';
import { vietnamDateTime } from '../../kernel/vietnam-time.js';
import { vietnamSecond } from './figures-table.js';
import { METHODS, METRICS, type Sentence, SKILLS, SOURCES } from './words.js';

/** How the things are called that a filter names by id. */
export interface FilterNames {
  event: string;
  site: string | null;
  commune: string | null;
  unit: string | null;
  /** When the line of the stream was written. */
  line: Date | null;
}

const HOUR_MS = 3_600_000;

/** The question behind a figure in words: what is counted, of what, narrowed how, as of when. */
export function sentenceOf(
  filter: FigureFilter,
  names: FilterNames,
  { rev, at, within }: Pick<Figure, 'rev' | 'at' | 'within'>,
): Sentence {
  const { metric, skill, hour, method, asOf, added } = filter;
  const narrowed = (lang: 'vi' | 'en'): string[] => {
    const words = WORDS[lang];
    return [
      ...(names.site === null ? [] : [words.site(names.site)]),
      ...(names.commune === null ? [] : [words.commune(names.commune)]),
      ...(names.unit === null ? [] : [words.unit(names.unit)]),
      ...(skill === undefined ? [] : [words.skill(SKILLS[skill][lang])]),
      ...(hour === undefined ? [] : [words.hour(...hourOf(hour))]),
      ...(method === undefined ? [] : [words.method(METHODS[method][lang])]),
      ...(added === undefined ? [] : [words.added]),
      ...(names.line === null ? [] : [words.line(vietnamSecond(names.line))]),
      ...(within === 'own' ? [words.own] : []),
      ...(asOf === undefined ? [] : [words.asOf(vietnamSecond(new Date(asOf)))]),
    ];
  };
  const whole = (lang: 'vi' | 'en'): string => {
    const words = WORDS[lang];
    const what = [words.what(METRICS[metric][lang], names.event), ...narrowed(lang)].join(', ');
    return `${what}. ${words.counted(SOURCES[metric][lang], String(rev), vietnamSecond(new Date(at)))}`;
  };
  return { vi: whole('vi'), en: whole('en') };
}

const WORDS = {
  vi: {
    what: (metric: string, event: string) => `${metric}, của “${event}”`,
    site: (name: string) => `tại điểm ${name}`,
    commune: (name: string) => `ở ${name}`,
    unit: (name: string) => `của đơn vị ${name}`,
    skill: (name: string) => `kỹ năng: ${name}`,
    hour: (from: string, to: string) => `ghi nhận từ ${from} đến trước ${to}`,
    method: (name: string) => `cách điểm danh: ${name}`,
    added: 'chỉ phần thay đổi sau khi chốt số (tính thêm là +1, hủy là −1)',
    line: (time: string) => `chỉ những dòng của diễn biến lúc ${time}`,
    own: 'trong phạm vi người và điểm của đơn vị bạn',
    asOf: (time: string) => `như sổ đã ghi đến ${time}`,
    counted: (source: string, rev: string, time: string) =>
      `Đếm lại từ ${source} ở phiên bản ${rev}, lúc ${time} (giờ Việt Nam).`,
  },
  en: {
    what: (metric: string, event: string) => `${metric}, of “${event}”`,
    site: (name: string) => `at the site ${name}`,
    commune: (name: string) => `in ${name}`,
    unit: (name: string) => `of the unit ${name}`,
    skill: (name: string) => `skill: ${name}`,
    hour: (from: string, to: string) => `recorded from ${from} and before ${to}`,
    method: (name: string) => `way of checking in: ${name}`,
    added: 'only what changed after the closing (counted: +1, taken back: −1)',
    line: (time: string) => `only the rows of the line of the stream at ${time}`,
    own: 'within the people and sites of your own units',
    asOf: (time: string) => `as recorded until ${time}`,
    counted: (source: string, rev: string, time: string) =>
      `Counted again from ${source} at revision ${rev}, at ${time} (time of Việt Nam).`,
  },
};

/** `10/10/2026 07:00` and `08:00` */
function hourOf(hour: string): [from: string, to: string] {
  const from = new Date(hour);
  const to = vietnamDateTime(new Date(from.getTime() + HOUR_MS));
  return [vietnamDateTime(from), to.slice(to.indexOf(' ') + 1)];
}
