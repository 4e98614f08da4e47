import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import { verifyOffline } from '../../kernel/signed-code.js';
import { gateCode, gateCodeExpiresAt, ownCode, publicKeyOf, readGateCode, readOwnCode } from './codes.js';

const key = randomBytes(32);
const at = new Date('2026-10-10T00:42:10Z');
const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const END = after(3_600);

describe("a volunteer's own code", () => {
  const publicKey = new Uint8Array(publicKeyOf(key));

  it('reads back as the person it was made for, and fits a small QR code', () => {
    fc.assert(
      fc.property(fc.uuid(), (personId) => {
        const code = ownCode(key, personId, END);
        expect(code).toMatch(/^[0-9A-Z]{152}$/);
        expect(readOwnCode(key, code, at)).toEqual({ ok: true, personId });
      }),
    );
  });

  it('is read in spite of spaces, dashes, small letters and O for 0', () => {
    const personId = newId();
    const typed = ownCode(key, personId, END)
      .toLowerCase()
      .replace(/0/g, 'o')
      .replace(/1/g, 'l')
      .replace(/(.{5})/g, '$1 - ');
    expect(readOwnCode(key, typed, at)).toEqual({ ok: true, personId });
  });

  it('is verified by a gate that knows nothing but the public key', async () => {
    const code = ownCode(key, newId(), END);
    expect(await verifyOffline(publicKey, code, at)).toBe('genuine');
    expect(await verifyOffline(publicKey, code, END)).toBe('expired_own_code');
    expect(await verifyOffline(new Uint8Array(publicKeyOf(randomBytes(32))), code, at)).toBe('wrong_event');
    expect(await verifyOffline(publicKey, 'XIN CHAO', at)).toBe('unknown_code');
  });

  it('is forged when one sign of it differs, to the server and to the gate', async () => {
    const code = ownCode(key, newId(), END);
    for (let i = 0; i < code.length; i++) {
      const other = code[i] === 'Z' ? 'Y' : 'Z';
      const text = code.slice(0, i) + other + code.slice(i + 1);
      const reading = readOwnCode(key, text, at);
      expect(reading.ok || reading.why).toMatch(/^(forged_code|wrong_event)$/);
      // The last thirteen signs are the server's seal, of which a gate knows nothing.
      if (i < code.length - 13) {
        expect(await verifyOffline(publicKey, text, at)).toMatch(/^(forged_code|wrong_event)$/);
      }
    }
  });

  it('of a day that is over says so, and whose it is', () => {
    const personId = newId();
    const reading = readOwnCode(key, ownCode(key, personId, at), at);
    expect(reading).toEqual({ ok: false, why: 'expired_own_code', personId });
  });

  it('of another event says so', () => {
    const reading = readOwnCode(key, ownCode(randomBytes(32), newId(), END), at);
    expect(reading).toMatchObject({ ok: false, why: 'wrong_event' });
  });

  it('is unknown when it is no code at all', () => {
    for (const text of ['', 'XIN CHAO', 'U'.repeat(152), 'A'.repeat(151), 'A'.repeat(153), '😀'.repeat(76)])
      expect(readOwnCode(key, text, at)).toMatchObject({ ok: false, why: 'unknown_code' });
  });
});

describe("a gate's code", () => {
  const site = newId();
  const code = gateCode(key, site, at);
  const read = (text: string, now: Date, deviceTime = now) => readGateCode(key, site, text, now, deviceTime);

  it('is six digits, good for the step before and after, and no longer', () => {
    expect(code).toMatch(/^\d{6}$/);
    expect([-30, 0, 30].map((s) => read(code, after(s)).ok)).toEqual([true, true, true]);
    expect(read(code, after(61)).ok).toBe(false);
  });

  it('that was right a while ago is a picture of it, and says of when', () => {
    const shownAt = new Date('2026-10-10T00:42:00Z');
    expect(read(code, after(600))).toEqual({ ok: false, why: 'expired_gate_code', shownAt });
  });

  it('that was right when the phone says it scanned came late', () => {
    const late = { ok: false, why: 'late_gate_code', shownAt: new Date('2026-10-10T00:42:00Z') };
    expect(read(code, after(4 * 3_600), at)).toEqual(late);
    expect(read(code, after(4 * 3_600), after(-60))).toEqual(late); // a clock a minute slow
  });

  it('is never counted by what a phone says of the time', () => {
    for (const deviceTime of [at, after(86_400), new Date(0), new Date(8.64e15)])
      expect(read(code, after(90), deviceTime).ok).toBe(false);
    expect(read(gateCode(key, site, after(90)), at, after(90)).ok).toBe(false);
    expect(read(code, after(13 * 3_600), at)).toMatchObject({ why: 'wrong_gate_code' });
  });

  it('of another site or event is wrong here', () => {
    expect(read(gateCode(key, newId(), at), at)).toMatchObject({ why: 'wrong_gate_code' });
    expect(read(gateCode(randomBytes(32), site, at), at)).toMatchObject({ why: 'wrong_gate_code' });
  });

  it('says when it gives way to the next', () => {
    expect(gateCodeExpiresAt(at)).toEqual(new Date('2026-10-10T00:42:30Z'));
  });
});
