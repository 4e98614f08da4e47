import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** A browser's half of the secret: its public key (P-256, uncompressed) and its own 16 bytes. */
export interface BrowserKeys {
  p256dh: Buffer;
  auth: Buffer;
}
/** What is new for each message; given by the test alone. */
export interface OneTime {
  privateKey: Buffer;
  salt: Buffer;
}

const CURVE = 'prime256v1';
const RECORD_BYTES = 4_096;
/** Ends the only record: nothing follows, nothing is padded. */
const LAST_RECORD = Buffer.of(2);

/**
 * Seals a message for one browser alone: the service that carries it cannot read it. Web Push's aes128gcm
 * (RFC 8291, in the form of RFC 8188).
 * @throws when the browser's key is no point of the curve
 */
export function encryptForBrowser(keys: BrowserKeys, message: Buffer, oneTime?: OneTime): Buffer {
  const ours = createECDH(CURVE);
  if (oneTime) ours.setPrivateKey(oneTime.privateKey);
  else ours.generateKeys();
  const publicKey = ours.getPublicKey();
  const salt = oneTime?.salt ?? randomBytes(16);
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), keys.p256dh, publicKey]);
  const secret = derive(ours.computeSecret(keys.p256dh), keys.auth, about, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = cipher.update(Buffer.concat([message, LAST_RECORD]));
  cipher.final();
  const head = Buffer.alloc(5);
  head.writeUInt32BE(RECORD_BYTES);
  head.writeUInt8(publicKey.length, 4);
  return Buffer.concat([salt, head, publicKey, sealed, cipher.getAuthTag()]);
}

const derive = (secret: Buffer, salt: Buffer, about: Buffer, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, about, bytes));
