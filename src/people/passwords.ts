import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../platform/errors/app-error.js';
import { commonPasswords } from './common-passwords.js';
import { passwordFault } from './domain/password-rules.js';

/** argon2id is the library's default; the costs are OWASP's first recommendation. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COSTS);
}

let dummy: Promise<string> | undefined;

/**
 * Checks a password. Without a hash (nobody has that name) it works as long before it says no, so
 * that the time of the answer tells nobody which names exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('a name that nobody has');
  const stored = passwordHash ?? (await dummy);
  try {
    return (await verify(stored, password)) && passwordHash !== null;
  } catch {
    return false; // what is stored is not a hash: an account that nobody can sign in to
  }
}

/**
 * A password somebody wants; whether eight letters are enough is for the caller to say.
 * @param about the owner's log-in and name
 * @throws AppError `short_password`, `common_password`
 */
export function requireGoodPassword(password: string, about: readonly string[]): void {
  const fault = passwordFault(password, about, commonPasswords());
  if (fault === 'short') throw new AppError('short_password');
  if (fault === 'common') throw new AppError('common_password');
}
