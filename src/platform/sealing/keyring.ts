import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '../env.js';
import { makeFile } from '../make-file.js';
import { KEYS_PATTERN } from './keys-pattern.js';

/** Of HMAC-SHA-256: 128 bits are as unlikely to meet as to be guessed. */
const HASH_BYTES = 16;
/** A roster looks each number up and then writes it; four digits are ten thousand values. */
const HASHES_KEPT = 12_000;

interface Hasher {
  key: KeyObject;
  known: Map<string, Buffer>;
}

/** A secret and what follows from it: one key for sealing and one for each kind of hash, none of which tells of another. */
export class SealingKey {
  readonly cipher: KeyObject;
  /** Tells whether two processes mean the same secret, and nothing of it. */
  readonly fingerprint: Buffer;
  private readonly hashers = new Map<string, Hasher>();

  constructor(
    readonly id: number,
    private readonly secret: Buffer,
  ) {
    this.cipher = this.derive('seal');
    this.fingerprint = createHmac('sha256', this.derive('fingerprint')).update('ra-quan').digest();
  }

  /**
   * The hash of a value, under a key of its kind alone. Begins with the key's number, like what is sealed: so
   * it shows which rows still wait for a new key.
   */
  hash(kind: string, value: string): Buffer {
    let hasher = this.hashers.get(kind);
    if (!hasher) this.hashers.set(kind, (hasher = { key: this.derive(`hash ${kind}`), known: new Map() }));
    let hash = hasher.known.get(value);
    if (!hash) {
      const mac = createHmac('sha256', hasher.key).update(value).digest();
      hash = Buffer.concat([Buffer.of(this.id), mac.subarray(0, HASH_BYTES)]);
      if (hasher.known.size >= HASHES_KEPT) hasher.known.clear();
      hasher.known.set(value, hash);
    }
    return hash;
  }

  toString(): string {
    return `${this.id}:${this.secret.toString('base64')}`;
  }

  private derive(purpose: string): KeyObject {
    return createSecretKey(Buffer.from(hkdfSync('sha256', this.secret, '', `ra-quan ${purpose}`, 32)));
  }
}

export interface Keyring {
  current: SealingKey;
  /** By id, the current one included. */
  known: ReadonlyMap<number, SealingKey>;
}

/** @throws Error when an id is given twice or is no byte above zero */
export function parseKeys(written: string): Keyring {
  const known = new Map<number, SealingKey>();
  for (const one of written.split(',')) {
    const [id = '', secret = ''] = one.split(':');
    const number = Number(id);
    if (number < 1 || number > 255) throw new Error(`A sealing key's number is 1 to 255, not ${id}.`);
    if (known.has(number)) throw new Error(`There are two sealing keys with the number ${id}.`);
    known.set(number, new SealingKey(number, Buffer.from(secret, 'base64')));
  }
  const [current] = known.values();
  if (!current) throw new Error('There is no sealing key.');
  return { current, known };
}

const fileOf = (folder: string): string => join(folder, 'sealing.keys');

/**
 * The keys of SEALING_KEYS, else of the file in the data folder, which the first start makes. With a database
 * of one's own no file is made: the data folder of a container may be gone tomorrow, and the keys with it.
 * @throws Error in words when there are none
 */
export async function readKeyring(env: Env): Promise<Keyring> {
  if (env.SEALING_KEYS !== undefined) return parseKeys(env.SEALING_KEYS);
  const file = fileOf(env.dataDir);
  if (existsSync(file)) {
    const written = (await readFile(file, 'utf8')).trim();
    if (KEYS_PATTERN.test(written)) return parseKeys(written);
    throw new Error(`${file} holds no sealing keys. Put back the file of your backup.`);
  }
  if (env.DATABASE_URL !== undefined) {
    throw new Error(
      'SEALING_KEYS is missing: with DATABASE_URL every process needs the same keys, kept outside the database. ' +
        'Make one with: echo "1:$(openssl rand -base64 32)"',
    );
  }
  const made = newKey(1);
  await mkdir(env.dataDir, { recursive: true, mode: 0o711 });
  // Never over keys that another process has made in between.
  await makeFile(file, made.toString());
  return { current: made, known: new Map([[1, made]]) };
}

/** Puts these keys into the data folder's file, the first one to seal from now on. */
export async function writeKeyFile(folder: string, keys: readonly SealingKey[]): Promise<void> {
  const beside = `${fileOf(folder)}.new`;
  await writeFile(beside, keys.join(','), { mode: 0o600, flush: true });
  await rename(beside, fileOf(folder));
}

export const newKey = (id: number): SealingKey => new SealingKey(id, randomBytes(32));
