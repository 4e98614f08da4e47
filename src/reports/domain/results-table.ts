import type { EventResults } from '../../contracts/results.js';
import { type TableCell, vietnamSecond } from './figures-table.js';

type Indicator = EventResults['indicators'][number];
type Value = EventResults['communes'][number]['values'][number];

/** A column for each number: of turns and people two. */
const columnsOf = (one: Indicator): string[] =>
  one.counts === 'turns_people'
    ? [`${one.name.vi} (${one.unit.vi})`, `${one.name.vi} (người)`]
    : [`${one.name.vi} (${one.unit.vi})`];
const cellsOf = (one: Indicator, { amount, people }: Value): number[] =>
  one.counts === 'turns_people' ? [amount, people] : [amount];

/** What an office sends upward: communes in Vietnamese order, all of them below, and what was promised. */
export function resultsTable(results: EventResults): { header: string[]; rows: TableCell[][] } {
  const { indicators, communes } = results;
  const blank = (one: Indicator, first: TableCell): TableCell[] =>
    one.counts === 'turns_people' ? [first, ''] : [first];
  return {
    header: ['STT', 'Xã, phường, đặc khu', ...indicators.flatMap(columnsOf), 'Số người báo cáo'],
    rows: [
      ...communes.map((commune, i) => [
        i + 1,
        commune.name,
        ...indicators.flatMap((one, place) =>
          cellsOf(one, commune.values[place] ?? { amount: 0, people: 0 }),
        ),
        commune.reporters,
      ]),
      ['', 'Tổng cộng', ...indicators.flatMap((one) => cellsOf(one, one)), ''],
      ['', 'Lũy kế cả chiến dịch', ...indicators.flatMap((one) => cellsOf(one, one.campaign)), ''],
      [
        '',
        'Chỉ tiêu của chiến dịch',
        ...indicators.flatMap((one) => blank(one, one.campaign.target ?? '')),
        '',
      ],
    ],
  };
}

export function resultsHead(title: string, simulated: boolean, results: EventResults): TableCell[][] {
  return [
    ['KẾT QUẢ RA QUÂN'],
    ['Sự kiện', title],
    ...(simulated ? [['DIỄN TẬP', 'người và số liệu là giả lập']] : []),
    ['Số liệu lúc', vietnamSecond(new Date(results.at))],
    ['Phiên bản', results.rev],
  ];
}
