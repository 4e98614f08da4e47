import { fromBase32 } from './base32.js';

const TAG_BYTES = 3;
const PERSON_BYTES = 16;
const EXPIRY_BYTES = 4;
const SIGNATURE_BYTES = 64;
const SEAL_BYTES = 8;
const SIGNED_BYTES = TAG_BYTES + PERSON_BYTES + EXPIRY_BYTES;
const SEALED_BYTES = SIGNED_BYTES + SIGNATURE_BYTES;
/** 95 bytes: 152 signs without a remainder, all of them in a QR code's dense alphanumeric set. */
const CODE_BYTES = SEALED_BYTES + SEAL_BYTES;

/**
 * A volunteer's own code for one event: event tag, person and end of validity; over these an Ed25519
 * signature, which a gate can verify without a network; over all of it a seal (HMAC), which only the
 * server can verify, at a fiftieth of the cost.
 */
export interface SignedCode {
  /** The first bytes of the SHA-256 of the event's public key. */
  tag: Uint8Array<ArrayBuffer>;
  person: Uint8Array<ArrayBuffer>;
  expiresAt: Date;
  signed: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  sealed: Uint8Array<ArrayBuffer>;
  seal: Uint8Array<ArrayBuffer>;
}

/** The parts of a scanned code, unverified; null when it is none. */
export function splitSignedCode(text: string): SignedCode | null {
  const bytes = fromBase32(text, CODE_BYTES);
  if (!bytes) return null;
  const seconds = new DataView(bytes.buffer).getUint32(TAG_BYTES + PERSON_BYTES);
  return {
    tag: bytes.subarray(0, TAG_BYTES),
    person: bytes.subarray(TAG_BYTES, TAG_BYTES + PERSON_BYTES),
    expiresAt: new Date(seconds * 1000),
    signed: bytes.subarray(0, SIGNED_BYTES),
    signature: bytes.subarray(SIGNED_BYTES, SEALED_BYTES),
    sealed: bytes.subarray(0, SEALED_BYTES),
    seal: bytes.subarray(SEALED_BYTES),
  };
}

/** What is signed. */
export function signedPart(tag: Uint8Array, person: Uint8Array, expiresAt: Date): Uint8Array<ArrayBuffer> {
  const signed = new Uint8Array(SIGNED_BYTES);
  signed.set(tag.subarray(0, TAG_BYTES));
  signed.set(person.subarray(0, PERSON_BYTES), TAG_BYTES);
  new DataView(signed.buffer).setUint32(TAG_BYTES + PERSON_BYTES, Math.floor(expiresAt.getTime() / 1000));
  return signed;
}

export function signedCodeBytes(sealed: Uint8Array, seal: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(CODE_BYTES);
  bytes.set(sealed.subarray(0, SEALED_BYTES));
  bytes.set(seal.subarray(0, SEAL_BYTES), SEALED_BYTES);
  return bytes;
}

export const tagOf = (publicKeyHash: Uint8Array): Uint8Array => publicKeyHash.subarray(0, TAG_BYTES);

/** `unable`: this browser knows no Ed25519, so nothing is claimed. */
export type OfflineVerdict =
  'genuine' | 'unknown_code' | 'wrong_event' | 'forged_code' | 'expired_own_code' | 'unable';

/**
 * What a gate can say of a code without the server, from the event's public key alone. That the
 * person is counted already, or not expected, only the server knows.
 */
export async function verifyOffline(
  publicKey: Uint8Array<ArrayBuffer>,
  text: string,
  now: Date,
): Promise<OfflineVerdict> {
  const code = splitSignedCode(text);
  if (!code) return 'unknown_code';
  let genuine: boolean;
  try {
    const { subtle } = globalThis.crypto; // not there on a page that came over plain http
    const hash = new Uint8Array(await subtle.digest('SHA-256', publicKey));
    if (!tagOf(hash).every((byte, i) => byte === code.tag[i])) return 'wrong_event';
    const key = await subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
    genuine = await subtle.verify({ name: 'Ed25519' }, key, code.signature, code.signed);
  } catch {
    return 'unable';
  }
  if (!genuine) return 'forged_code';
  return code.expiresAt.getTime() > now.getTime() ? 'genuine' : 'expired_own_code';
}
