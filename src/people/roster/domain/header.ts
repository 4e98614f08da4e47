import { cellText, keyOf, type Cell } from './cells.js';

/** What a column of a roster can mean. `reason` is the column we add ourselves to rejected rows. */
export type Field =
  | 'fullName'
  | 'familyName'
  | 'givenName'
  | 'phone'
  | 'birthDate'
  | 'unit'
  | 'upperUnit'
  | 'commune'
  | 'skills'
  | 'memberNo'
  | 'vehicle'
  | 'distance';

export interface Header {
  /** Index of the header row. */
  at: number;
  names: string[];
  /** For each column its field, or null where it means nothing to us. */
  fields: (Field | null)[];
}

/** Exact names, folded. */
const NAMES: Record<Field, readonly string[]> = {
  fullName: [
    'ho va ten',
    'ho ten',
    'ho va ten doan vien',
    'ho ten doan vien',
    'ten doan vien',
    'full name',
    'name',
  ],
  familyName: ['ho', 'ho dem', 'ho lot', 'ho va ten dem', 'ho va dem', 'ho va chu dem', 'ho ten dem'],
  givenName: ['ten'],
  phone: [
    'so dien thoai',
    'sdt',
    'dien thoai',
    'di dong',
    'dt',
    'dtdd',
    'so dt',
    'so di dong',
    'phone',
    'mobile',
  ],
  birthDate: ['ngay sinh', 'nam sinh', 'ngay thang nam sinh', 'ntns', 'sinh ngay', 'birth date'],
  unit: ['don vi', 'chi doan', 'don vi doan', 'don vi sinh hoat', 'chi doan sinh hoat', 'unit'],
  upperUnit: [
    'doan co so',
    'doan xa',
    'doan phuong',
    'doan xa phuong',
    'doan cap xa',
    'doan truc thuoc',
    'don vi cap tren',
  ],
  commune: [
    'xa phuong',
    'xa',
    'phuong',
    'xa phuong thi tran',
    'noi o',
    'noi o hien nay',
    'noi cu tru',
    'cho o hien nay',
    'dia chi',
    'dia chi thuong tru',
    'thuong tru',
    'noi thuong tru',
    'dia ban',
    'commune',
  ],
  skills: ['ky nang', 'so truong', 'nang khieu', 'the manh', 'chuyen mon', 'skills'],
  memberNo: [
    'ma doan vien',
    'so the',
    'so the doan',
    'so the doan vien',
    'ma so',
    'ma so doan vien',
    'ma the',
  ],
  vehicle: ['phuong tien', 'xe', 'co xe', 'phuong tien di lai', 'xe may', 'vehicle'],
  distance: ['khoang cach', 'khoang cach toi da', 'ban kinh', 'di xa toi da', 'so km', 'distance'],
};

/** Looser readings, for columns that no exact name has claimed; the first that fits wins. */
const LOOSE: readonly [Field, RegExp][] = [
  ['phone', /\b(dien thoai|sdt|dtdd|di dong|zalo)\b/],
  ['birthDate', /\b(ngay|nam) .*\bsinh\b|\bsinh\b.*\bngay\b/],
  ['fullName', /\bho (va )?ten\b/],
  ['memberNo', /\b(ma|so the) .*doan\b/],
  ['upperUnit', /\bdoan (co so|xa|phuong|cap xa|truong)\b/],
  ['unit', /\b(chi doan|don vi)\b/],
  ['commune', /\b(xa phuong|thuong tru|noi o|cu tru|dia chi)\b/],
  ['skills', /\bky nang\b/],
  ['vehicle', /\bphuong tien\b/],
  ['distance', /\bkhoang cach\b/],
];

/** A phone of somebody else, a place of work or birth: columns that look like ours and are not. */
const NOT_OURS = /\b(phu huynh|nguoi than|bo me|co quan|noi sinh|que quan|vao doan|ket nap)\b/;

const FIELDS = Object.keys(NAMES) as Field[];
const LOOK_AT_ROWS = 30;

/** Finds the row that names its columns, among the first ones: it has a name and a phone column. */
export function findHeader(rows: readonly (readonly Cell[])[]): Header | null {
  let best: { header: Header; score: number } | null = null;
  for (const [at, row] of rows.slice(0, LOOK_AT_ROWS).entries()) {
    const names = row.map(cellText);
    const fields = fieldsOf(names);
    const has = (field: Field) => fields.includes(field);
    if (!has('phone') || !(has('fullName') || has('givenName'))) continue;
    const score = fields.filter((field) => field !== null).length;
    if (!best || score > best.score) best = { header: { at, names, fields }, score };
  }
  return best?.header ?? null;
}

function fieldsOf(names: readonly string[]): (Field | null)[] {
  const keys = names.map(keyOf);
  const fields = keys.map((): Field | null => null);
  const claim = (field: Field, column: number) => {
    if (column >= 0 && !fields.includes(field)) fields[column] = field;
  };
  for (const field of FIELDS) {
    claim(
      field,
      keys.findIndex((key, column) => fields[column] === null && NAMES[field].includes(key)),
    );
  }
  for (const [field, pattern] of LOOSE) {
    claim(
      field,
      keys.findIndex((key, column) => fields[column] === null && pattern.test(key) && !NOT_OURS.test(key)),
    );
  }
  // "Họ và tên" and a column "Tên" beside it: the full name says it all.
  return fields.includes('fullName')
    ? fields.map((field) => (field === 'givenName' || field === 'familyName' ? null : field))
    : fields;
}
