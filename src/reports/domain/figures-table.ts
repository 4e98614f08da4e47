import type { EventExport } from '../../contracts/reports.js';
import { vietnamDateTime } from '../../kernel/vietnam-time.js';

export type TableCell = string | number;
/** Of a long table each row is made when it is wanted: see `spread`. */
export type TableRows = Iterable<readonly TableCell[]>;

/** The figures with what a reader of the file needs to know about them. */
export interface Report {
  title: string;
  simulated: boolean;
  target: number;
  figures: EventExport;
}

export const COMMUNE_HEADER = [
  'Mã xã',
  'Xã/phường',
  'Tối thiểu',
  'Chỉ tiêu',
  'Đã mời',
  'Đã nhận',
  'Có mặt (người)',
  'Lượt',
] as const;

/** The lines above the table: what it is about, of when, and the sums. */
export function headLines(report: Report): TableCell[][] {
  const { figures } = report;
  const { totals } = figures;
  return [
    [report.simulated ? 'Sự kiện (TỔNG DUYỆT, người mô phỏng)' : 'Sự kiện', report.title],
    ['Thời điểm của số liệu (giờ Việt Nam)', vietnamSecond(new Date(figures.at))],
    ['Phiên bản số liệu', figures.rev],
    ['Đã đăng ký', totals.registered],
    ['Chỉ tiêu', report.target],
    ['Đã mời', totals.offered],
    ['Đã nhận', totals.accepted],
    ['Có mặt (người)', totals.people],
    ['Lượt', totals.turns],
    ['Số dòng trong sổ điểm danh', figures.ledger],
    ...closingLines(figures),
  ];
}

/** The signed figure and what was added since: it never reads as if the figure itself had changed. */
function closingLines({ closing, totals }: EventExport): TableCell[][] {
  if (!closing) return [];
  return [
    ['Số chốt (người)', closing.people],
    ['Số chốt (lượt)', closing.turns],
    ['Người ký', closing.signer],
    ['Chốt lúc (giờ Việt Nam)', vietnamSecond(new Date(closing.closedAt))],
    ['SHA-256 của sổ điểm danh', closing.ledgerSha256],
    ['Số bút toán điều chỉnh sau chốt', closing.amendments],
    ['Điều chỉnh (người)', totals.people - closing.people],
    ['Điều chỉnh (lượt)', totals.turns - closing.turns],
  ];
}

export function communeLines({ figures }: Report): TableCell[][] {
  return figures.communes.map(({ communeId, name, minimum, target, counts }) => [
    communeId,
    name,
    minimum,
    target,
    counts.offered,
    counts.accepted,
    counts.people,
    counts.turns,
  ]);
}

/** `10/10/2026 07:42:10` */
export function vietnamSecond(at: Date): string {
  return `${vietnamDateTime(at)}:${String(at.getUTCSeconds()).padStart(2, '0')}`;
}
