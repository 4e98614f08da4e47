import { SKILL_LABELS } from './skills.js';

export interface Fault {
  column: string;
  code: string;
  vi: string;
  en: string;
}

/** Every reason to reject a row, in words for the person who mends the file. */
const FAULTS = {
  name_missing: () => ['Thiếu họ và tên.', 'The name is missing.'],
  name_too_long: () => ['Họ và tên dài quá 120 ký tự.', 'The name is longer than 120 characters.'],
  name_no_letters: (x: string) => [`“${x}” không phải họ tên.`, `“${x}” is not a name.`],
  phone_missing: () => ['Thiếu số điện thoại.', 'The phone number is missing.'],
  phone_invalid: (x: string) => [
    `“${x}” không phải số di động Việt Nam.`,
    `“${x}” is not a Vietnamese mobile number.`,
  ],
  phone_twice: (row: string) => [
    `Số điện thoại trùng với dòng ${row} trong tệp.`,
    `The phone number already stands in row ${row} of the file.`,
  ],
  phone_elsewhere: () => [
    'Số điện thoại này là của một người thuộc đơn vị ngoài phạm vi của bạn.',
    'This phone number belongs to somebody in a unit outside your scope.',
  ],
  birth_date_unreadable: (x: string) => [
    `Không có ngày “${x}”. Hãy ghi ngày/tháng/năm, ví dụ 26/03/2001.`,
    `“${x}” is not a date. Write day/month/year, such as 26/03/2001.`,
  ],
  birth_date_future: () => ['Ngày sinh nằm trong tương lai.', 'The birth date lies in the future.'],
  birth_date_too_young: () => ['Người này chưa đủ 14 tuổi.', 'This person is younger than 14.'],
  birth_date_too_old: () => [
    'Theo ngày sinh, người này hơn 100 tuổi.',
    'This birth date makes the person older than 100.',
  ],
  unit_unknown: (x: string) => [
    `Không có đơn vị “${x}” trong đơn vị đã chọn.`,
    `There is no unit “${x}” below the chosen one.`,
  ],
  unit_ambiguous: (x: string) => [
    `Có nhiều đơn vị tên “${x}”. Hãy ghi đủ dấu hoặc thêm cột “Đoàn xã/phường”.`,
    `Several units are called “${x}”. Write all diacritics, or add a column for the unit above.`,
  ],
  commune_unknown: (x: string) => [
    `Không có xã, phường “${x}” trong tỉnh.`,
    `There is no commune “${x}” in the province.`,
  ],
  commune_ambiguous: (x: string, names: string) => [
    `“${x}” có thể là: ${names}. Hãy ghi đủ dấu và loại (xã, phường).`,
    `“${x}” could be: ${names}. Write all diacritics and the type (xã, phường).`,
  ],
  skill_unknown: (x: string) => [
    `Không có kỹ năng “${x}”. Các kỹ năng: ${SKILL_LABELS.join(', ')}.`,
    `There is no skill “${x}”. Skills: ${SKILL_LABELS.join(', ')}.`,
  ],
  member_no_too_long: () => [
    'Mã đoàn viên dài quá 40 ký tự.',
    'The member number is longer than 40 characters.',
  ],
  vehicle_unclear: (x: string) => [
    `Không rõ “${x}” là có hay không có phương tiện. Hãy ghi “Có” hoặc “Không”.`,
    `It is not clear whether “${x}” means a vehicle. Write “Có” or “Không”.`,
  ],
  distance_invalid: (x: string) => [
    `“${x}” không phải số km từ 0 đến 200.`,
    `“${x}” is not a number of kilometres from 0 to 200.`,
  ],
} as const satisfies Record<string, (...given: string[]) => readonly [string, string]>;

export type FaultCode = keyof typeof FAULTS;

/** One sentence in each language; what the file says is quoted, shortened. */
export function fault(column: string, code: FaultCode, ...given: string[]): Fault {
  const say: (...texts: string[]) => readonly [string, string] = FAULTS[code];
  const [vi, en] = say(...given.map((text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)));
  return { column, code, vi, en };
}
