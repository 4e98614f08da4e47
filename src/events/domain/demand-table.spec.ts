import { describe, expect, it } from '@jest/globals';
import { readDemandTable } from './demand-table.js';

const COMMUNES = [
  { id: '14758', fullName: 'Phường Hàm Rồng' },
  { id: '00004', fullName: 'Phường Ba Đình' },
];
const find = (test: (one: { id: string; fullName: string }) => boolean) => {
  const commune = COMMUNES.find(test);
  return commune ? { kind: 'found' as const, commune } : { kind: 'unknown' as const };
};
const readers = {
  skill: (name: string) => (name === 'VNeID' ? ('vneid' as const) : undefined),
  byCode: (code: string) => find((one) => one.id === code),
  byName: (name: string) =>
    name === 'Tân Sơn'
      ? {
          kind: 'ambiguous' as const,
          candidates: [{ fullName: 'Xã Tân Sơn' }, { fullName: 'Phường Tân Sơn' }],
        }
      : find((one) => one.fullName === name),
};
const HEADER = ['Xã/phường', 'Tối thiểu', 'Chỉ tiêu', 'Tối đa', 'Kỹ năng'];
const read = (...rows: string[][]) => readDemandTable([HEADER, ...rows], readers);
const faultsOf = (...rows: string[][]) => read(...rows)?.faults.map(({ row, column }) => [row, column]);

describe('a demand table', () => {
  it('is found below title rows, with its columns in any order', () => {
    const table = readDemandTable(
      [
        ['NHU CẦU NHÂN LỰC', '', ''],
        ['', '', ''],
        ['Chỉ tiêu', 'STT', 'XÃ, PHƯỜNG'],
        ['5', '1', 'Phường Hàm Rồng'],
        ['', '', ''],
      ],
      readers,
    );
    expect(table).toEqual({
      faults: [],
      wanted: [
        {
          communeId: '14758',
          communeName: 'Phường Hàm Rồng',
          skill: null,
          minimum: 5,
          target: 5,
          maximum: 5,
        },
      ],
    });
  });

  it('is no table without a commune and a target column', () => {
    expect(readDemandTable([['Xã/phường', 'Tối đa']], readers)).toBeNull();
    expect(readDemandTable([], readers)).toBeNull();
  });

  it('takes a code, also one whose zeros a spreadsheet took away', () => {
    expect(read(['4', '1', '2', '3', ''])?.wanted).toMatchObject([
      { communeId: '00004', minimum: 1, maximum: 3 },
    ]);
  });

  it('takes one skill or anyone', () => {
    const skills = ['VNeID', 'Bất kỳ', ''].map(
      (skill) => read(['14758', '', '1', '', skill])?.wanted[0]?.skill,
    );
    expect(skills).toEqual(['vneid', null, null]);
  });

  it('names the row and the column of every fault, and keeps the good rows apart', () => {
    expect(
      faultsOf(
        ['Xã Không Có', '1', '2', '3', ''],
        ['Tân Sơn', '1', '2', '3', ''],
        ['', '1', '2', '3', ''],
        ['14758', 'một', '2', '3', ''],
        ['14758', '1', '', '3', ''],
        ['14758', '3', '2', '3', ''],
        ['14758', '1', '2', '10001', ''],
        ['14758', '1', '2', '3', 'nấu ăn'],
        ['14758', '1', '2', '3', ''],
        ['Phường Hàm Rồng', '1', '2', '3', ''],
      ),
    ).toEqual([
      [2, 'commune'],
      [3, 'commune'],
      [4, 'commune'],
      [5, 'minimum'],
      [6, 'target'],
      [7, 'target'],
      [8, 'maximum'],
      [9, 'skill'],
      [11, 'commune'],
    ]);
  });
});
