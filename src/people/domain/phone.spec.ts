import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalisePhone } from './phone.js';

describe('normalisePhone', () => {
  it.each([
    '0912345678',
    '0912 345 678',
    ' 0912.345.678 ',
    '0912-345-678',
    '(0912) 345678',
    '+84912345678',
    '+84 912 345 678',
    '+84 (0) 912 345 678',
    '84912345678',
    '0084912345678',
    '912345678',
    '0912\u00a0345\u00a0678',
    "'0912345678",
    '０９１２３４５６７８',
    912345678,
    84912345678,
  ])('reads %p', (written) => {
    expect(normalisePhone(written)).toBe('+84912345678');
  });

  it('takes nine digits that begin with 84 for a number without its zero', () => {
    expect(normalisePhone('841234567')).toBe('+84841234567');
  });

  it.each([
    '',
    '0237 385 2246',
    '0112345678',
    '091234567',
    '09123456789',
    '+1 912 345 678',
    '0912345678 / 0987654321',
    'không có',
    '9.12E+8',
    912345678.5,
    -912345678,
    Number.NaN,
  ])('refuses %p', (written) => {
    expect(normalisePhone(written)).toBeNull();
  });

  const mobile = fc
    .tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.integer({ min: 0, max: 99_999_999 }))
    .map(([first, rest]) => first + String(rest).padStart(8, '0'));

  it('reads every way of writing the same number as the same number', () => {
    const prefix = fc.constantFrom('0', '+84', '84', '0084', '', '+84 0');
    const gap = fc.constantFrom('', ' ', '.', '-', '\u00a0');
    fc.assert(
      fc.property(mobile, prefix, gap, (digits, before, between) => {
        const written = before + between + digits.slice(0, 3) + between + digits.slice(3);
        expect(normalisePhone(written)).toBe(`+84${digits}`);
        expect(normalisePhone(Number(digits))).toBe(`+84${digits}`);
      }),
    );
  });

  it('is stable, and answers E.164 or nothing to any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), mobile), (text) => {
        const phone = normalisePhone(text);
        if (phone === null) return;
        expect(phone).toMatch(/^\+84[35789]\d{8}$/);
        expect(normalisePhone(phone)).toBe(phone);
      }),
    );
  });
});
