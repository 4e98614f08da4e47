import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const ToldHeadSchema = z.object({
  seq: z.int(),
  hash: z.string(),
  at: z.string(),
  key: z.string(),
  signature: z.string(),
});

/** A signed head as the file beside the database tells it. */
export type ToldHead = z.infer<typeof ToldHeadSchema>;

const fileIn = (folder: string): string => join(folder, 'audit-heads.jsonl');

/**
 * Tells heads in the data folder, out of the database's reach, each on a line of its own: what stands above may be the
 * half of a line, from when the disk was full.
 */
export async function tellHeads(folder: string, heads: readonly ToldHead[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const lines = heads.map((head) => `\n${JSON.stringify(head)}\n`).join('');
  await appendFile(fileIn(folder), lines, { mode: 0o600 });
}

/** The heads told there, none where the folder is another machine's, and how many lines are no head. */
export async function toldHeads(folder: string): Promise<{ heads: ToldHead[]; broken: number }> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  const heads = lines.flatMap((line) => headOf(line) ?? []);
  return { heads, broken: lines.length - heads.length };
}

function headOf(line: string): ToldHead | null {
  try {
    return ToldHeadSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
