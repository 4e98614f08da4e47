import type { DataSource } from 'typeorm';
import { Refusal, withCommandDatabase } from '../platform/database/command-database.js';
import { readEnv } from '../platform/env.js';
import { findHeadKey } from './head-key.js';
import { toldHeads } from './told-heads.js';
import { type Fault, verifyChain } from './verify.js';

const USAGE = `npm run verify-audit
Makes the audit's hash chain again from the first entry to the last and holds the signed heads against it.
Reads the database of DATABASE_URL, else that of the server in DATA_DIR (./var), running or stopped; the key
from AUDIT_SIGNING_KEY, else from DATA_DIR. Names the first broken link. Leaves with 0 when the chain is whole.`;

const env = readEnv();

async function main(): Promise<boolean> {
  if (process.argv.length > 2) throw new Refusal(USAGE);
  const key = await findHeadKey(env);
  const { heads: told, broken } = await toldHeads(env.dataDir);
  if (broken > 0)
    console.log(`${broken} lines of the heads in ${env.dataDir} are cut short and say nothing.`);
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

main().then(
  (whole) => {
    process.exitCode = whole ? 0 : 1;
  },
  (thrown: unknown) => {
    console.error(thrown instanceof Refusal ? thrown.message : thrown);
    process.exitCode = 1;
  },
);
