import { describe, expect, it } from '@jest/globals';
import { fromBase32, matchingStep, otpauthUri, stepAt, toBase32, totp } from './totp.js';

const SECRET = Buffer.from('12345678901234567890');

describe('a time-based one-time password', () => {
  // RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %d s is %s', (seconds, code) => {
    expect(totp(SECRET, stepAt(new Date(seconds * 1000)))).toBe(code);
  });

  it('is accepted one step early or late, and names its step', () => {
    const now = new Date(1_234_567_890_000);
    const step = stepAt(now);
    for (const near of [-1, 0, 1])
      expect(matchingStep(SECRET, totp(SECRET, step + near), now)).toBe(step + near);
    for (const far of [-2, 2]) expect(matchingStep(SECRET, totp(SECRET, step + far), now)).toBeNull();
    for (const odd of ['', '12345', '1234567', 'ééé', '00592４'])
      expect(matchingStep(SECRET, odd, now)).toBeNull();
  });

  it('has a secret that can be typed and scanned', () => {
    // RFC 4648, section 10.
    expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(fromBase32('mzxw 6ytb oi').toString()).toBe('foobar');
    expect(() => fromBase32('MZXW1')).toThrow();
    expect(otpauthUri(Buffer.from('foobar'), 'Ra Quân', 'hanh')).toBe(
      'otpauth://totp/Ra%20Qu%C3%A2n:hanh?secret=MZXW6YTBOI&issuer=Ra%20Qu%C3%A2n',
    );
  });
});
