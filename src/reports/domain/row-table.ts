import type { Figure, FigureRow } from '../../contracts/figures.js';
import { type TableCell, vietnamSecond } from './figures-table.js';
import { METHODS, REFUSALS, SKILLS, STATES } from './words.js';

export const ROW_HEADER = [
  'STT',
  'Họ và tên',
  'Đơn vị',
  'Địa điểm',
  'Xã/phường',
  'Thời điểm ghi nhận',
  'Cách điểm danh',
  'Trạng thái',
  'Kỹ năng',
] as const;

/** Above the rows: the number, and the question it answers. */
export function figureLines(figure: Pick<Figure, 'sentence' | 'counted' | 'rev' | 'at'>): TableCell[][] {
  return [
    ['Con số', figure.counted],
    ['Câu hỏi', figure.sentence.vi],
    ['Phiên bản số liệu', figure.rev],
    ['Thời điểm của số liệu (giờ Việt Nam)', vietnamSecond(new Date(figure.at))],
  ];
}

/** The rows behind a figure, numbered, in their order. A name outside one's scope is a dash. */
export function* rowLines(rows: readonly FigureRow[]): Generator<TableCell[]> {
  let number = 0;
  for (const row of rows) {
    yield [
      ++number,
      row.fullName ?? '–',
      row.orgUnitName ?? '',
      row.siteName ?? '',
      row.communeName ?? '',
      vietnamSecond(new Date(row.at)),
      row.method === null ? '' : METHODS[row.method].vi,
      stateOf(row),
      row.skills.map((skill) => SKILLS[skill].vi).join(', '),
    ];
  }
}

/** What is to be said of a row beside where and when. */
function stateOf({ state, refusal, by }: FigureRow): string {
  if (refusal !== null) return REFUSALS[refusal];
  if (by < 0) return 'Không tính nữa (−1)';
  return state === null ? '' : STATES[state];
}
