import { describe, expect, it } from '@jest/globals';
import { rankName, spelling, splitType } from './spelling.js';

describe('spelling', () => {
  it('takes both places of the tone mark for one spelling', () => {
    for (const [a, b] of [
      ['Thanh Hoá', 'thanh hóa'],
      ['Thuỷ Nguyên', 'Thủy  Nguyên'],
      ['Hòe Thị', 'hoè thị'],
    ] as const) {
      expect(spelling(a)).toBe(spelling(b));
    }
  });

  it('keeps marks that tell names apart', () => {
    expect(spelling('Đông Tiến')).not.toBe(spelling('Đồng Tiến'));
    expect(spelling('Thanh Hòa')).not.toBe(spelling('Thanh Hóa'));
    expect(spelling('Hoàn')).toBe('hoàn');
    expect(spelling('Quý Lộc')).toBe('quý lộc');
  });
});

describe('splitType', () => {
  it.each([
    ['Xã Đồng Tiến', 'xã', 'đồng tiến'],
    ['P. Hạc Thành', 'phường', 'hạc thành'],
    ['P.Hạc Thành', 'phường', 'hạc thành'],
    ['P1', 'phường', '1'],
    ['TT Mường Lát', 'thị trấn', 'mường lát'],
    ['T.T. Mường Lát', 'thị trấn', 'mường lát'],
    ['đặc khu Lý Sơn', 'đặc khu', 'lý sơn'],
    ['TP. Huế', 'thành phố', 'huế'],
    ['phuong hac thanh', 'phường', 'hac thanh'],
  ])('%s', (text, type, name) => {
    expect(splitType(text)).toEqual({ type, name });
  });

  it('finds no type in a bare name', () => {
    for (const name of ['Phú Xuân', 'Tĩnh Gia', 'Xuân Lập', 'Xã']) {
      expect(splitType(name)).toBeNull();
    }
  });
});

describe('rankName', () => {
  it('puts the same marks before the same letters', () => {
    expect(rankName('Đông Tiến', 'Đông Tiến')).toBe(0);
    expect(rankName('Đông Tiến', 'Đồng Tiến')).toBe(3);
    expect(rankName('dong tien', 'Đồng Tiến')).toBe(3);
    expect(rankName('tien', 'Đồng Tiến')).toBe(5);
    expect(rankName('Hà Nội', 'Đồng Tiến')).toBeNull();
  });
});
