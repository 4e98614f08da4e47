import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { Env } from '../platform/env.js';
import { findOwnKey, type OwnKey, ownKey } from '../platform/own-key.js';

/** Signs the head of the chain. It is kept outside of the database: who writes there cannot sign. */
export interface HeadKey {
  id: string;
  sign(said: Buffer): Buffer;
  verify(said: Buffer, signature: Buffer): boolean;
}

type Where = Pick<Env, 'AUDIT_SIGNING_KEY' | 'DATABASE_URL' | 'dataDir'>;

const ownHeadKey = (env: Pick<Where, 'AUDIT_SIGNING_KEY'>): OwnKey => ({
  given: env.AUDIT_SIGNING_KEY,
  variable: 'AUDIT_SIGNING_KEY',
  file: 'audit-signing.key',
  make: () => generateKeyPairSync('ed25519').privateKey,
});

/** The Ed25519 key of this installation, or null. */
export async function findHeadKey(env: Omit<Where, 'DATABASE_URL'>): Promise<HeadKey | null> {
  const text = await findOwnKey(env, ownHeadKey(env));
  return text === null ? null : keyOf(text);
}

/** The same, made when there is none. */
export const headKey = async (env: Where): Promise<HeadKey> => keyOf(await ownKey(env, ownHeadKey(env)));

function keyOf(text: string): HeadKey {
  const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(key);
  const id = createHash('sha256')
    .update(open.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
  return {
    id,
    sign: (said) => sign(null, said, key),
    verify: (said, signature) => verify(null, said, open, signature),
  };
}

/** What is signed of a head. */
export const headText = (seq: number, hash: Buffer, signedAt: Date): Buffer =>
  Buffer.from(`ra-quan audit head\n${seq}\n${hash.toString('hex')}\n${signedAt.toISOString()}`);
