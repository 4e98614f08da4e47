import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import { toBase32 } from '../../kernel/base32.js';
import { uuidOf } from '../../kernel/ids.js';
import { signedCodeBytes, signedPart, splitSignedCode, tagOf } from '../../kernel/signed-code.js';

/** How long one gate code is shown. */
export const GATE_CODE_STEP_MS = 30_000;
/** A code that was right so many steps ago is called old; before that, wrong. */
const NAMED_STEPS = 60;
/** How far back a phone may say it scanned, and how wrong its clock may be, in steps. */
const LATE_STEPS = 12 * 120;
const CLOCK_STEPS = 2;
/** How long after the shift a volunteer's code still opens a gate. */
export const OWN_CODE_AFTER_MS = 6 * 3_600_000;

/** Before the 32 bytes of an Ed25519 seed in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD_BYTES = 12;
const KEYS_KEPT = 1_000;

interface EventKeys {
  privateKey: KeyObject;
  /** 32 bytes. */
  publicKey: Buffer;
  tag: Uint8Array;
}

export type OwnCodeReading =
  | { ok: true; personId: string }
  | { ok: false; why: 'unknown_code' | 'wrong_event' | 'forged_code'; personId: null }
  /** Genuine, but of a day that is over. */
  | { ok: false; why: 'expired_own_code'; personId: string };

/**
 * right: shown now, or a moment ago; late: shown when the phone says it scanned, and sent too late;
 * expired: shown a while ago, and not scanned then: a forwarded picture; wrong: nothing this gate has shown.
 */
export type GateCodeReading =
  | { ok: true }
  | { ok: false; why: 'late_gate_code' | 'expired_gate_code'; shownAt: Date }
  | { ok: false; why: 'wrong_gate_code'; shownAt: null };

/** A volunteer's own code for one event; see `SignedCode`. */
export function ownCode(codeKey: Uint8Array, personId: string, expiresAt: Date): string {
  const { privateKey, tag } = keysOf(codeKey);
  const signed = signedPart(tag, Buffer.from(personId.replaceAll('-', ''), 'hex'), expiresAt);
  const sealed = Buffer.concat([signed, sign(null, signed, privateKey)]);
  return toBase32(signedCodeBytes(sealed, sealOf(codeKey, sealed)));
}

/** Reads a scanned code as the server does; spaces, dashes, small letters and O for 0 are forgiven. */
export function readOwnCode(codeKey: Uint8Array, text: string, now: Date): OwnCodeReading {
  const code = splitSignedCode(text);
  if (!code) return { ok: false, why: 'unknown_code', personId: null };
  if (!timingSafeEqual(code.tag, keysOf(codeKey).tag)) {
    return { ok: false, why: 'wrong_event', personId: null };
  }
  if (!timingSafeEqual(code.seal, sealOf(codeKey, code.sealed).subarray(0, code.seal.length))) {
    return { ok: false, why: 'forged_code', personId: null };
  }
  const personId = uuidOf(Buffer.from(code.person));
  if (code.expiresAt.getTime() <= now.getTime()) return { ok: false, why: 'expired_own_code', personId };
  return { ok: true, personId };
}

/** By which a gate without a network tells genuine codes of this event from others: 32 bytes. */
export function publicKeyOf(codeKey: Uint8Array): Buffer {
  return keysOf(codeKey).publicKey;
}

/** The six digits a gate shows at a moment. */
export function gateCode(codeKey: Uint8Array, siteId: string, at: Date): string {
  return codeOfStep(codeKey, siteId, stepOf(at));
}

/**
 * Right is the code of this step, of the one before and of the one after: nobody types in no time.
 * The device's time only says where to look for an older one; no code counts by it.
 */
export function readGateCode(
  codeKey: Uint8Array,
  siteId: string,
  code: string,
  now: Date,
  deviceTime: Date,
): GateCodeReading {
  const step = stepOf(now);
  const shown = (from: number, to: number) => stepThatShowed(codeKey, siteId, code, from, to);
  if (shown(step + 1, step - 1) !== null) return { ok: true };
  const old = step - 2;
  const scanned = stepOf(deviceTime);
  if (scanned > step - LATE_STEPS) {
    const late = shown(Math.min(old, scanned + CLOCK_STEPS), scanned - CLOCK_STEPS);
    if (late !== null) return { ok: false, why: 'late_gate_code', shownAt: startOf(late) };
  }
  const expired = shown(old, step - NAMED_STEPS);
  if (expired !== null) return { ok: false, why: 'expired_gate_code', shownAt: startOf(expired) };
  return { ok: false, why: 'wrong_gate_code', shownAt: null };
}

/** When the code shown at a moment gives way to the next. */
export function gateCodeExpiresAt(at: Date): Date {
  return startOf(stepOf(at) + 1);
}

function stepThatShowed(
  codeKey: Uint8Array,
  siteId: string,
  code: string,
  from: number,
  to: number,
): number | null {
  for (let step = from; step >= to; step--) if (codeOfStep(codeKey, siteId, step) === code) return step;
  return null;
}

function stepOf(at: Date): number {
  return Math.floor(at.getTime() / GATE_CODE_STEP_MS);
}

const startOf = (step: number): Date => new Date(step * GATE_CODE_STEP_MS);

function codeOfStep(codeKey: Uint8Array, siteId: string, step: number): string {
  const mac = createHmac('sha256', codeKey).update(`gate:${siteId}:${step}`).digest();
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

function sealOf(codeKey: Uint8Array, sealed: Uint8Array): Buffer {
  return createHmac('sha256', codeKey).update('own:').update(sealed).digest();
}

/** Asked for with each code that is scanned, by the same bytes; and by the same key in other bytes. */
const keysByBytes = new WeakMap<Uint8Array, EventKeys>();
const keysByKey = new Map<string, EventKeys>();

function keysOf(codeKey: Uint8Array): EventKeys {
  const near = keysByBytes.get(codeKey);
  if (near) return near;
  const name = createHash('sha256').update(codeKey).digest('base64');
  let keys = keysByKey.get(name);
  if (!keys) {
    if (keysByKey.size >= KEYS_KEPT) keysByKey.clear();
    keys = deriveKeys(codeKey);
    keysByKey.set(name, keys);
  }
  keysByBytes.set(codeKey, keys);
  return keys;
}

/** The key pair follows from the event's key: nothing more is stored, and a rehearsal has its own. */
function deriveKeys(codeKey: Uint8Array): EventKeys {
  const seed = createHmac('sha256', codeKey).update('ed25519').digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(SPKI_HEAD_BYTES);
  return { privateKey, publicKey, tag: tagOf(createHash('sha256').update(publicKey).digest()) };
}
