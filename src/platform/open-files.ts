import { readFile } from 'node:fs/promises';

/**
 * How many files, and so sockets, this process may have open, where Linux tells it. Node takes as many as the system
 * lets it at its start.
 */
export async function openFilesAllowed(): Promise<number | null> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const [, allowed] = /^Max open files +(\d+)/m.exec(limits) ?? [];
  return allowed === undefined ? null : Number(allowed);
}
