import { createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a code read aloud or typed is not misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TAG_BYTES = 3;
const PERSON_BYTES = 16;
const MAC_BYTES = 6;
/** 25 bytes: 40 signs without a remainder, all of them in a QR code's dense alphanumeric set. */
const CODE_LENGTH = 40;
/** How long one gate code is shown. */
export const GATE_CODE_STEP_MS = 30_000;

export type OwnCodeReading =
  { ok: true; personId: string } | { ok: false; why: 'unknown_code' | 'wrong_event' | 'forged_code' };

/** A volunteer's own code for one event: event tag, person and signature. */
export function ownCode(codeKey: Uint8Array, personId: string): string {
  const person = Buffer.from(personId.replaceAll('-', ''), 'hex');
  return toBase32(Buffer.concat([eventTag(codeKey), person, signature(codeKey, person)]));
}

/** Reads a scanned or typed code; spaces, dashes, small letters and O for 0 are forgiven. */
export function readOwnCode(codeKey: Uint8Array, text: string): OwnCodeReading {
  const bytes = fromBase32(text);
  if (!bytes) return { ok: false, why: 'unknown_code' };
  const tag = bytes.subarray(0, TAG_BYTES);
  const person = bytes.subarray(TAG_BYTES, TAG_BYTES + PERSON_BYTES);
  const mac = bytes.subarray(TAG_BYTES + PERSON_BYTES);
  if (!timingSafeEqual(tag, eventTag(codeKey))) return { ok: false, why: 'wrong_event' };
  if (!timingSafeEqual(mac, signature(codeKey, person))) return { ok: false, why: 'forged_code' };
  return { ok: true, personId: toUuid(person) };
}

/** The six digits a gate shows at a moment. */
export function gateCode(codeKey: Uint8Array, siteId: string, at: Date): string {
  return codeOfStep(codeKey, siteId, stepOf(at));
}

/** True for the code of this step, of the one before and of the one after: nobody types in no time. */
export function checkGateCode(codeKey: Uint8Array, siteId: string, code: string, at: Date): boolean {
  const step = stepOf(at);
  return [step, step - 1, step + 1].some((near) => codeOfStep(codeKey, siteId, near) === code);
}

/** When the code shown at a moment gives way to the next. */
export function gateCodeExpiresAt(at: Date): Date {
  return new Date((stepOf(at) + 1) * GATE_CODE_STEP_MS);
}

function stepOf(at: Date): number {
  return Math.floor(at.getTime() / GATE_CODE_STEP_MS);
}

function codeOfStep(codeKey: Uint8Array, siteId: string, step: number): string {
  const mac = createHmac('sha256', codeKey).update(`gate:${siteId}:${step}`).digest();
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

/** The same for every code of an event, and asked for with each that is scanned. */
const tags = new WeakMap<Uint8Array, Buffer>();

function eventTag(codeKey: Uint8Array): Buffer {
  let tag = tags.get(codeKey);
  if (!tag) {
    tag = createHmac('sha256', codeKey).update('event').digest().subarray(0, TAG_BYTES);
    tags.set(codeKey, tag);
  }
  return tag;
}

function signature(codeKey: Uint8Array, person: Uint8Array): Buffer {
  return createHmac('sha256', codeKey).update('own:').update(person).digest().subarray(0, MAC_BYTES);
}

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >>> (bits - 5)) & 31);
    held &= 0xff;
  }
  return text;
}

function fromBase32(text: string): Buffer | null {
  const signs = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (signs.length !== CODE_LENGTH) return null;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const sign of signs) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xffff;
    bits += 5;
    if (bits >= 8) bytes.push((held >>> (bits -= 8)) & 0xff);
  }
  return bytes.length === TAG_BYTES + PERSON_BYTES + MAC_BYTES ? Buffer.from(bytes) : null;
}
