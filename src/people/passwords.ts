import { hash, verify } from '@node-rs/argon2';

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
