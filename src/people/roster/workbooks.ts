import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import type { RejectedRow } from './domain/roster-row.js';
import { SKILL_LABELS } from './domain/skills.js';

const REASON = 'Lý do';

/**
 * Cells are always texts, so that a spreadsheet never runs what a roster holds: "=1+1" stays those
 * four characters, and +84… stays a phone number.
 */
const text = (value: string, bold = false) =>
  value === '' ? null : { value, type: String, ...(bold ? { fontWeight: 'bold' as const } : {}) };

/** The rejected rows as they came, each with its reasons in a last column that a new import ignores. */
export async function rejectedWorkbook(
  header: readonly string[],
  rows: readonly RejectedRow[],
): Promise<Buffer> {
  const kept = header.map((name, column) => ({ name, column })).filter(({ name }) => name !== REASON);
  const data: SheetData = [
    [...kept.map(({ name }) => text(name, true)), text(REASON, true)],
    ...rows.map(({ cells, faults }) => [
      ...kept.map(({ column }) => text(cells[column] ?? '')),
      text(faults.map(({ column, vi }) => (column === '' ? vi : `${column}: ${vi}`)).join(' ')),
    ]),
  ];
  const columns = [...kept.map(() => ({ width: 22 })), { width: 70 }];
  return writeWorkbook(data, { sheet: 'Dòng bị từ chối', columns, stickyRowsCount: 1 }).toBuffer();
}

const TEMPLATE = [
  ['STT', 'Không bắt buộc, không đọc.'],
  ['Họ và tên', 'Bắt buộc.'],
  [
    'Số điện thoại',
    'Bắt buộc, số di động Việt Nam. Mỗi người một số; số này là để nhận ra người đó lần sau.',
  ],
  ['Ngày sinh', 'Ngày/tháng/năm, ví dụ 26/03/2001, hoặc chỉ năm sinh. Từ 14 tuổi.'],
  ['Đoàn xã/phường', 'Tên đúng như trong cây đơn vị. Bỏ trống: đơn vị đã chọn khi gửi tệp.'],
  ['Chi đoàn', 'Tên chi đoàn thuộc Đoàn xã/phường ở cột trước.'],
  ['Xã/phường', 'Nơi ở, theo tên hiện nay hoặc trước 01/07/2025.'],
  ['Kỹ năng', `Cách nhau bằng dấu phẩy: ${SKILL_LABELS.join(', ')}.`],
  ['Mã đoàn viên', 'Không bắt buộc.'],
  ['Phương tiện', '“Có” hoặc “Không”.'],
  ['Khoảng cách', 'Số km tối đa có thể đi, từ 0 đến 200.'],
] as const;

/** An empty roster with the headers we know, and a sheet that explains them. */
export function templateWorkbook(): Promise<Buffer> {
  return writeWorkbook([
    {
      sheet: 'Danh sách',
      data: [TEMPLATE.map(([name]) => text(name, true))],
      columns: TEMPLATE.map(() => ({ width: 20 })),
      stickyRowsCount: 1,
    },
    {
      sheet: 'Hướng dẫn',
      data: TEMPLATE.map(([name, meaning]) => [text(name, true), text(meaning)]),
      columns: [{ width: 20 }, { width: 90 }],
    },
  ]).toBuffer();
}
