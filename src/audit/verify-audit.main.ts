import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { Refusal, withCommandDatabase } from '../platform/database/command-database.js';
import { readEnv } from '../platform/env.js';
import { findHeadKey } from './head-key.js';
import { HEADS_FILE } from './sealer.js';
import { type Fault, type ToldHead, verifyChain } from './verify.js';

const USAGE = `npm run verify-audit
Makes the audit's hash chain again from the first entry to the last and holds the signed heads against it.
Reads the database of DATABASE_URL, else that of the server in DATA_DIR (./var), running or stopped; the key
from AUDIT_SIGNING_KEY, else from DATA_DIR. Names the first broken link. Leaves with 0 when the chain is whole.`;

const ToldSchema = z.object({ seq: z.int(), hash: z.string(), at: z.string() });

const env = readEnv();

async function main(): Promise<boolean> {
  if (process.argv.length > 2) throw new Refusal(USAGE);
  const key = await findHeadKey(env);
  const told = await toldHeads();
  return withCommandDatabase(env, async (dataSource: DataSource) => {
    const verdict = await dataSource.transaction('REPEATABLE READ', (manager) =>
      verifyChain(manager, key, told),
    );
    for (const fault of verdict.faults) console.log(sentenceOf(fault));
    console.log(
      `${verdict.entries} entries and ${verdict.heads} signed heads were looked at; the last link is ${verdict.hash}.`,
    );
    const whole = verdict.faults.length === 0;
    console.log(whole ? 'The chain is whole.' : 'The chain is NOT whole.');
    return whole;
  });
}

function sentenceOf(fault: Fault): string {
  switch (fault.fault) {
    case 'changed':
      return `Broken at link ${fault.seq}: entry ${fault.entryId} is not what was sealed.`;
    case 'missing':
      return `Broken at link ${fault.seq}: entry ${fault.entryId} is gone.`;
    case 'gap':
      return `Broken at link ${fault.seq}: the link is gone.`;
    case 'unsigned':
      return `The head at link ${fault.seq} (${fault.at}) has a signature that is not of this key.`;
    case 'foreign_key':
      return `The head at link ${fault.seq} (${fault.at}) was signed with another key than the one given.`;
    case 'other_hash':
      return `Link ${fault.seq} is not the one that was signed.`;
    case 'unsealed':
      return `${fault.entries} entries since ${fault.since} stand in no chain: is a worker running?`;
  }
}

/** The heads that were told beside the database; none where the command runs on another machine. */
async function toldHeads(): Promise<ToldHead[]> {
  const text = await readFile(join(env.dataDir, HEADS_FILE), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ToldSchema.parse(JSON.parse(line)));
}

main().then(
  (whole) => {
    process.exitCode = whole ? 0 : 1;
  },
  (thrown: unknown) => {
    console.error(thrown instanceof Refusal ? thrown.message : thrown);
    process.exitCode = 1;
  },
);
