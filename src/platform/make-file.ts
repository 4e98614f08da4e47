import { randomUUID } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';

/**
 * Makes a file of which there may be only one: it is there whole and on the disk, or not at all. One that a full disk
 * or a lost power has cut short would be taken for the real one by the next start.
 * @throws Error EEXIST when another process was faster, whose file stays
 */
export async function makeFile(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomUUID()}.new`;
  try {
    await writeFile(beside, text, { mode: 0o600, flush: true });
    await link(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}
