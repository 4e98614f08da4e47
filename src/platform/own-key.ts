import type { KeyObject } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Env } from './env.js';
import { makeFile } from './make-file.js';

/** A private key by which this installation is known: given by a variable, else of a file in the data folder. */
export interface OwnKey {
  /** PKCS#8 in base64; undefined where the variable is not set. */
  given: string | undefined;
  variable: string;
  file: string;
  make: () => KeyObject;
}

/** @returns PKCS#8 in base64, or null when there is none yet */
export async function findOwnKey({ dataDir }: Pick<Env, 'dataDir'>, key: OwnKey): Promise<string | null> {
  return key.given ?? (await readFile(join(dataDir, key.file), 'utf8').catch(() => null));
}

/** The same, made when there is none. A folder of one process alone is no place for a key that all of them share. */
export async function ownKey(env: Pick<Env, 'dataDir' | 'DATABASE_URL'>, key: OwnKey): Promise<string> {
  const found = await findOwnKey(env, key);
  if (found !== null) return found;
  if (env.DATABASE_URL !== undefined) {
    new Logger('keys').warn(`${key.variable} is not set: other processes will not know the key made here`);
  }
  const made = key.make().export({ format: 'der', type: 'pkcs8' }).toString('base64');
  await mkdir(env.dataDir, { recursive: true, mode: 0o711 });
  // Two processes on one folder: the first to write decides.
  await makeFile(join(env.dataDir, key.file), made).catch(() => undefined);
  return (await findOwnKey(env, key)) ?? made;
}
