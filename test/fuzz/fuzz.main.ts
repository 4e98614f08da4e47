/** `npm run fuzz`: attacks a real server over HTTP and sockets, and its codes; the last line is one JSON object. */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { temporaryFolder } from '../conformance/processes.js';
import { fuzzEveryCode } from './every-code.js';
import { faultsOf, fuzz } from './fuzz.js';
import { randomSeed } from './stage.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed ?? randomSeed());
const again = `npm run fuzz -- ${values.quick ? '--quick ' : ''}--seed ${seed}`;
console.log(`Seed ${seed}. One case again: ${again} --only NUMBER`);

const folder = await temporaryFolder();
let right = false;
try {
  const postgres = await startEmbeddedPostgres(folder.path, true);
  try {
    const found = await fuzz(postgres.url, {
      seed,
      http: values.quick ? 2_000 : 20_000,
      sockets: values.quick ? 200 : 2_000,
      ...(values.only === undefined ? {} : { only: Number(values.only) }),
    });
    if (values.only === undefined) {
      const order = values.quick
        ? { decided: 5_000, atTheDoor: 200, oneTime: 200 }
        : { decided: 50_000, atTheDoor: 2_000, oneTime: 2_000 };
      await fuzzEveryCode(await anotherDatabase(postgres.url), { seed, ...order }, found);
    }
    const faults = faultsOf(found);
    for (const said of faults) console.log(said.replaceAll('\n', ' '));
    const figures = {
      cases: found.cases,
      server_errors: found.serverErrors.length,
      accepted_forgeries: found.acceptedForgeries.length,
      off_schema: found.offSchema.length,
      deaths: found.deaths.length,
    };
    console.log(JSON.stringify({ bench: 'fuzz', figures }));
    right = faults.length === 0;
  } finally {
    await postgres.stop();
  }
} catch (thrown) {
  console.error(thrown);
} finally {
  await folder.remove();
}
process.exit(right ? 0 : 1);

/** One more on the same cluster. */
async function anotherDatabase(clusterUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query('CREATE DATABASE codes');
  } finally {
    await client.end();
  }
  const url = new URL(clusterUrl);
  url.pathname = '/codes';
  return url.href;
}
