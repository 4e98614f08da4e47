import { ENTITIES } from './app.module.js';
import { Refusal, withCommandDatabase } from './platform/database/command-database.js';
import { runningPostgres } from './platform/database/embedded-postgres.js';
import { type Env, readEnv } from './platform/env.js';
import { type Keyring, newKey, readKeyring, writeKeyFile } from './platform/sealing/keyring.js';
import { rotateKeys } from './platform/sealing/rotate.js';
import { Sealer } from './platform/sealing/sealer.js';
import { takeOverSealing } from './platform/sealing/take-over.js';

const USAGE = `npm run rotate-keys
Seals anew, with the first of the keys, what was sealed with the others, and hashes it anew. With
SEALING_KEYS the server goes on meanwhile: put the new key first in every process before this. With
the key file of DATA_DIR stop Ra Quân first: a new key is made, and the old one taken out of the
file at the end. May be stopped and begun again.`;

async function main(): Promise<void> {
  if (process.argv.length > 2) throw new Refusal(USAGE);
  const env = readEnv();
  const ownFile = env.SEALING_KEYS === undefined;
  if (ownFile && env.DATABASE_URL !== undefined) {
    throw new Refusal('SEALING_KEYS is missing: the new key, then the others, as every process has them.');
  }
  if (ownFile && (await runningPostgres(env.dataDir)) !== null) {
    throw new Refusal('Stop Ra Quân first: it has read the keys of its file and knows no other.');
  }
  const sealer = new Sealer(ownFile ? await withNewKey(env) : await readKeyring(env));
  const { current } = sealer.keys;
  const { sealed, retired } = await withCommandDatabase(
    env,
    async (dataSource) => {
      await takeOverSealing(dataSource, sealer);
      return rotateKeys(dataSource, sealer, ({ table, column }, done) =>
        console.log(`${table}.${column}: ${done}`),
      );
    },
    ENTITIES,
  );
  if (ownFile) await writeKeyFile(env.dataDir, [current]);
  console.log(`${sealed} values sealed anew with key ${current.id}.`);
  if (retired.length > 0) console.log(`Nothing needs any more: key ${retired.join(', ')}.`);
}

/** The file's keys with a new one before them; the same ones when an earlier rotation was not finished. */
async function withNewKey(env: Env): Promise<Keyring> {
  const keys = await readKeyring(env);
  if (keys.known.size > 1) return keys;
  const made = newKey((keys.current.id % 255) + 1);
  await writeKeyFile(env.dataDir, [made, keys.current]);
  return readKeyring(env);
}

main().then(
  () => process.exit(0),
  (thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exit(1);
  },
);
