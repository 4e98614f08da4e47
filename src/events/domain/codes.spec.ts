import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import { checkGateCode, gateCode, gateCodeExpiresAt, ownCode, readOwnCode } from './codes.js';

const key = randomBytes(32);

describe("a volunteer's own code", () => {
  it('reads back as the person it was made for', () => {
    fc.assert(
      fc.property(fc.uuid(), (personId) => {
        expect(readOwnCode(key, ownCode(key, personId))).toEqual({ ok: true, personId });
      }),
    );
  });

  it('is read in spite of spaces, dashes, small letters and O for 0', () => {
    const personId = newId();
    const typed = ownCode(key, personId)
      .toLowerCase()
      .replace(/0/g, 'o')
      .replace(/1/g, 'l')
      .replace(/(.{5})/g, '$1 - ');
    expect(readOwnCode(key, typed)).toEqual({ ok: true, personId });
  });

  it('is forged when one sign of the person or the signature differs', () => {
    const code = ownCode(key, newId());
    for (let i = 6; i < code.length; i++) {
      const other = code[i] === 'Z' ? 'Y' : 'Z';
      const reading = readOwnCode(key, code.slice(0, i) + other + code.slice(i + 1));
      expect(reading).toEqual({ ok: false, why: 'forged_code' });
    }
  });

  it('of another event says so', () => {
    expect(readOwnCode(key, ownCode(randomBytes(32), newId()))).toEqual({ ok: false, why: 'wrong_event' });
  });

  it('is unknown when it is no code at all', () => {
    for (const text of ['', 'XIN CHAO', 'U'.repeat(40), 'A'.repeat(39), '😀'.repeat(20)])
      expect(readOwnCode(key, text)).toEqual({ ok: false, why: 'unknown_code' });
  });
});

describe("a gate's code", () => {
  const site = newId();
  const at = new Date('2026-10-10T00:42:10Z');
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);

  it('is six digits, good for the step before and after, and no longer', () => {
    const code = gateCode(key, site, at);
    expect(code).toMatch(/^\d{6}$/);
    expect([-30, 0, 30].map((s) => checkGateCode(key, site, code, after(s)))).toEqual([true, true, true]);
    expect(checkGateCode(key, site, code, after(61))).toBe(false);
  });

  it('of another site or event is not good here', () => {
    expect(checkGateCode(key, newId(), gateCode(key, site, at), at)).toBe(false);
    expect(checkGateCode(randomBytes(32), site, gateCode(key, site, at), at)).toBe(false);
  });

  it('says when it gives way to the next', () => {
    expect(gateCodeExpiresAt(at)).toEqual(new Date('2026-10-10T00:42:30Z'));
  });
});
