import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '../platform/env.js';

/** Signs the head of the chain. It is kept outside of the database: who writes there cannot sign. */
export interface HeadKey {
  id: string;
  sign(said: Buffer): Buffer;
  verify(said: Buffer, signature: Buffer): boolean;
}

/** The file of the key in the data folder, when AUDIT_SIGNING_KEY does not hold it. */
const FILE = 'audit-signing.key';

type Where = Pick<Env, 'AUDIT_SIGNING_KEY' | 'dataDir'>;

/** The Ed25519 key of this server, or null. Several servers share one through AUDIT_SIGNING_KEY. */
export async function findHeadKey(env: Where): Promise<HeadKey | null> {
  const text = env.AUDIT_SIGNING_KEY ?? (await readFile(join(env.dataDir, FILE), 'utf8').catch(() => null));
  if (text === null) return null;
  return keyOf(createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }));
}

/** The same, made when there is none. */
export async function headKey(env: Where): Promise<HeadKey> {
  const found = await findHeadKey(env);
  if (found) return found;
  const made = generateKeyPairSync('ed25519').privateKey;
  const text = made.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  await mkdir(env.dataDir, { recursive: true, mode: 0o711 });
  // Two processes on one folder: the first to write decides.
  await writeFile(join(env.dataDir, FILE), text, { mode: 0o600, flag: 'wx' }).catch(() => undefined);
  return (await findHeadKey(env)) ?? keyOf(made);
}

function keyOf(key: KeyObject): HeadKey {
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
