import { describe, expect, it } from '@jest/globals';
import { CommuneFinder } from './commune-finder.js';

const today = (id: string, type: string, name: string) => ({ name, type, district: null, becomes: [id] });
const finder = new CommuneFinder(
  [
    today('1', 'phường', 'Đông Tiến'),
    today('2', 'xã', 'Đồng Tiến'),
    today('3', 'xã', 'Xa Dung'),
    today('4', 'xã', 'Quảng Thủy'),
    today('5', 'xã', 'Tân Thành'),
  ],
  [
    { name: 'Tân Thành', type: 'xã', district: 'Thường Xuân', becomes: ['2'] },
    { name: 'Tân Thành', type: 'phường', district: 'Bỉm Sơn', becomes: ['1'] },
    { name: 'Ngọc Trạo', type: 'phường', district: 'Bỉm Sơn', becomes: ['4'] },
    { name: 'Ngọc Trạo', type: 'xã', district: 'Thạch Thành', becomes: ['5'] },
    { name: 'Đông Thọ', type: 'phường', district: 'Thanh Hóa', becomes: ['1', '2'] },
  ],
);

describe('a commune’s name in a list', () => {
  it('is taken by its exact marks', () => {
    expect(finder.find('Đông Tiến')).toEqual({ kind: 'found', id: '1' });
    expect(finder.find('xã Đồng Tiến')).toEqual({ kind: 'found', id: '2' });
    expect(finder.find('Quảng Thuỷ')).toEqual({ kind: 'found', id: '4' });
  });

  it('is never guessed when its letters fit two', () => {
    expect(finder.find('dong tien')).toEqual({ kind: 'ambiguous', ids: ['1', '2'] });
    expect(finder.find('phuong dong tien')).toEqual({ kind: 'found', id: '1' });
  });

  it('may begin like a type', () => {
    expect(finder.find('Xa Dung')).toEqual({ kind: 'found', id: '3' });
    expect(finder.find('xã Xa Dung')).toEqual({ kind: 'found', id: '3' });
  });

  it('may be of before 1 July 2025', () => {
    expect(finder.find('Phường Ngọc Trạo')).toEqual({ kind: 'found', id: '4' });
    expect(finder.find('Ngọc Trạo')).toEqual({ kind: 'ambiguous', ids: ['4', '5'] });
    expect(finder.find('Ngọc Trạo, huyện Thạch Thành')).toEqual({ kind: 'found', id: '5' });
    expect(finder.find('Đông Thọ')).toEqual({ kind: 'ambiguous', ids: ['1', '2'] });
  });

  it('prefers today’s commune, unless a district says that the list is older', () => {
    expect(finder.find('Xã Tân Thành')).toEqual({ kind: 'found', id: '5' });
    expect(finder.find('Xã Tân Thành, H. Thường Xuân')).toEqual({ kind: 'found', id: '2' });
    expect(finder.find('Phường Tân Thành')).toEqual({ kind: 'found', id: '1' });
  });

  it('may be none', () => {
    for (const text of ['', ' , ', 'Hà Nội', 'xã']) expect(finder.find(text)).toEqual({ kind: 'unknown' });
  });
});
