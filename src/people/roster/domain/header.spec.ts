import { describe, expect, it } from '@jest/globals';
import { findHeader } from './header.js';

const fieldsOf = (...names: string[]) => findHeader([names])?.fields;

describe('findHeader', () => {
  it.each([
    [
      ['Họ và tên', 'Số điện thoại'],
      ['fullName', 'phone'],
    ],
    [
      ['HỌ TÊN', 'SĐT'],
      ['fullName', 'phone'],
    ],
    [
      ['Di động', 'Họ & Tên (*)'],
      ['phone', 'fullName'],
    ],
    [
      ['Họ', 'Tên', 'ĐT'],
      ['familyName', 'givenName', 'phone'],
    ],
    [
      ['Họ đệm', 'Tên', 'Điện thoại'],
      ['familyName', 'givenName', 'phone'],
    ],
    [
      ['Họ và tên', 'Tên', 'SĐT'],
      ['fullName', null, 'phone'],
    ],
    [
      ['Họ và tên', 'Số điện thoại liên hệ (Zalo)'],
      ['fullName', 'phone'],
    ],
    [
      ['Họ và tên', 'SĐT phụ huynh', 'SĐT'],
      ['fullName', null, 'phone'],
    ],
    [
      ['Họ tên', 'SĐT', 'Ngày, tháng, năm sinh (dd/mm/yyyy)'],
      ['fullName', 'phone', 'birthDate'],
    ],
    [
      ['Họ tên', 'SĐT', 'Năm sinh', 'Nơi sinh', 'Ngày vào Đoàn'],
      ['fullName', 'phone', 'birthDate', null, null],
    ],
    [
      ['Họ tên', 'SĐT', 'Đoàn xã/phường', 'Chi đoàn'],
      ['fullName', 'phone', 'upperUnit', 'unit'],
    ],
    [
      ['Họ tên', 'SĐT', 'Đoàn cơ sở'],
      ['fullName', 'phone', 'upperUnit'],
    ],
    [
      ['Họ tên', 'SĐT', 'Đơn vị', 'Địa chỉ thường trú'],
      ['fullName', 'phone', 'unit', 'commune'],
    ],
    [
      ['Họ tên', 'SĐT', 'Nơi ở', 'Kỹ năng'],
      ['fullName', 'phone', 'commune', 'skills'],
    ],
    [
      ['Họ tên', 'SĐT', 'Mã đoàn viên', 'Phương tiện'],
      ['fullName', 'phone', 'memberNo', 'vehicle'],
    ],
    [
      ['Họ tên', 'SĐT', 'Số thẻ', 'Khoảng cách (km)'],
      ['fullName', 'phone', 'memberNo', 'distance'],
    ],
    [
      ['STT', 'Họ tên', 'SĐT', 'Ghi chú', 'Lý do'],
      [null, 'fullName', 'phone', null, null],
    ],
  ])('understands %j', (names, fields) => {
    expect(fieldsOf(...names)).toEqual(fields);
  });

  it('knows letters in parts and spaces that do not break', () => {
    expect(fieldsOf('Họ\u00a0và  tên'.normalize('NFD'), ' Số điện\nthoại ')).toEqual(['fullName', 'phone']);
  });

  it('finds the row below titles, and takes the one that says most', () => {
    const rows = [
      ['TỈNH ĐOÀN THANH HÓA'],
      ['Ghi rõ họ tên', null, 'và số điện thoại'],
      [],
      ['TT', 'Họ và tên', 'Điện thoại', 'Ngày sinh'],
      [1, 'Nguyễn Văn A', 912345678, null],
    ];
    expect(findHeader(rows)?.at).toBe(3);
  });

  it('needs a name and a phone, among the first thirty rows', () => {
    expect(fieldsOf('Họ và tên', 'Ngày sinh')).toBeUndefined();
    expect(fieldsOf('SĐT', 'Ngày sinh')).toBeUndefined();
    const header = ['Họ và tên', 'SĐT'];
    expect(findHeader([...Array.from({ length: 29 }, () => []), header])?.at).toBe(29);
    expect(findHeader([...Array.from({ length: 30 }, () => []), header])).toBeNull();
  });
});
