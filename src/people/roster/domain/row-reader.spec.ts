import { describe, expect, it } from '@jest/globals';
import type { Cell } from './cells.js';
import { findHeader } from './header.js';
import { type ReadRow, RowReader } from './row-reader.js';
import { UnitFinder } from './unit-finder.js';

const unit = (id: string, name: string, ...above: string[]) => ({ id, name, ancestors: [...above, id] });
const UNITS = [
  unit('p', 'Tỉnh đoàn'),
  unit('a', 'Đoàn xã Đông Tiến', 'p'),
  unit('b', 'Đoàn xã Đồng Tiến', 'p'),
  unit('a1', 'Chi đoàn 1', 'p', 'a'),
  unit('b1', 'Chi đoàn 1', 'p', 'b'),
  unit('c', 'Đoàn xã Hoằng Lộc', 'p'),
];

/** Reads rows below a header; the first row of data is row 2. */
function readAll(header: string[], ...rows: Cell[][]): ReadRow[] {
  const found = findHeader([header]);
  if (!found) throw new Error('no header');
  const reader = new RowReader(found, {
    today: '2026-10-10',
    units: new UnitFinder(UNITS),
    findCommune: (text) =>
      text === 'Hạc Thành'
        ? { kind: 'found', id: '14758' }
        : text === 'Dong Tien'
          ? { kind: 'ambiguous', names: ['Xã Đông Tiến', 'Xã Đồng Tiến'] }
          : { kind: 'unknown' },
  });
  return rows.map((row, i) => reader.read(row, i + 2));
}

const faultsOf = (row: ReadRow | undefined) =>
  row?.kind === 'rejected' ? row.row.faults.map(({ column, code }) => [column, code]) : row?.kind;
const unitOf = (row: ReadRow | undefined) => (row?.kind === 'accepted' ? row.row.orgUnitId : row?.kind);

describe('RowReader', () => {
  it('finds units by spelling first, then by letters without marks if only one has them', () => {
    const read = (name: string) => readAll(['Họ tên', 'SĐT', 'Đơn vị'], ['A', '0912345678', name])[0];
    expect(unitOf(read('Đoàn xã Đông Tiến'))).toBe('a');
    expect(unitOf(read('  đoàn xã  ĐỒNG TIẾN '))).toBe('b');
    expect(unitOf(read('doan xa hoang loc'))).toBe('c');
    expect(unitOf(read(''))).toBeNull();
    expect(faultsOf(read('doan xa dong tien'))).toEqual([['Đơn vị', 'unit_ambiguous']]);
    expect(faultsOf(read('Chi đoàn 1'))).toEqual([['Đơn vị', 'unit_ambiguous']]);
    expect(faultsOf(read('Chi đoàn 2'))).toEqual([['Đơn vị', 'unit_unknown']]);
  });

  it('finds a branch below the unit named beside it', () => {
    const rows = readAll(
      ['Họ tên', 'SĐT', 'Đoàn xã', 'Chi đoàn'],
      ['A', '0912345671', 'Đoàn xã Đông Tiến', 'Chi đoàn 1'],
      ['B', '0912345672', 'Đoàn xã Đồng Tiến', 'Chi đoàn 1'],
      ['C', '0912345673', 'Đoàn xã Hoằng Lộc', null],
      ['D', '0912345674', 'Đoàn xã Hoằng Lộc', 'Chi đoàn 1'],
    );
    expect(rows.map(unitOf)).toEqual(['a1', 'b1', 'c', 'rejected']);
  });

  it('passes over what is no person', () => {
    const kinds = readAll(
      ['TT', 'Họ và tên', 'SĐT'],
      ['(1)', '(2)', '(3)'],
      [1, 'A', '0912345678'],
      [],
      ['I. Khối nông thôn'],
      [2, null, null],
      ['TT', 'Họ và tên', 'SĐT'],
      [3, 'B', null],
      ['Tổng cộng', 2, null],
      [null, 'Bí thư', null],
      [4, 'C', '0912345679'],
    ).map((row) => row.kind);
    expect(kinds).toEqual([
      'nothing',
      'accepted',
      'nothing',
      'nothing',
      'nothing',
      'nothing',
      'rejected',
      'nothing',
      'nothing',
      'accepted',
    ]);
  });

  it('rejects a phone that came before, also when that row was rejected itself', () => {
    const rows = readAll(
      ['Họ tên', 'SĐT'],
      [null, '0912345678'],
      ['B', '+84 912 345 678'],
      ['C', '84912345678'],
    );
    expect(rows.map(faultsOf)).toEqual([
      [['Họ tên', 'name_missing']],
      [['SĐT', 'phone_twice']],
      [['SĐT', 'phone_twice']],
    ]);
  });

  it('names the communes it hesitates between', () => {
    const [row] = readAll(['Họ tên', 'SĐT', 'Nơi ở'], ['A', '0912345678', 'Dong Tien']);
    expect(row).toMatchObject({
      row: {
        faults: [{ code: 'commune_ambiguous', vi: expect.stringContaining('Xã Đông Tiến, Xã Đồng Tiến') }],
      },
    });
  });

  it('reads means of travel and distances, and keeps what is blank unknown', () => {
    const rows = readAll(
      ['Họ tên', 'SĐT', 'Phương tiện', 'Khoảng cách'],
      ['A', '0912345671', 'Xe máy', '15 km'],
      ['B', '0912345672', 'không', 7.5],
      ['C', '0912345673', null, null],
      ['D', '0912345674', 'tùy', 'xa'],
    );
    expect(rows.slice(0, 3)).toMatchObject([
      { row: { hasVehicle: true, maxDistanceKm: 15 } },
      { row: { hasVehicle: false, maxDistanceKm: 8 } },
      { row: { hasVehicle: null, maxDistanceKm: null } },
    ]);
    expect(faultsOf(rows[3])).toEqual([
      ['Phương tiện', 'vehicle_unclear'],
      ['Khoảng cách', 'distance_invalid'],
    ]);
  });

  it('rejects what is too long and names without a letter', () => {
    const rows = readAll(
      ['Họ tên', 'SĐT', 'Mã đoàn viên'],
      ['A'.repeat(121), '0912345671', null],
      ['123', '0912345672', 'x'.repeat(41)],
    );
    expect(rows.map(faultsOf)).toEqual([
      [['Họ tên', 'name_too_long']],
      [
        ['Họ tên', 'name_no_letters'],
        ['Mã đoàn viên', 'member_no_too_long'],
      ],
    ]);
  });
});
