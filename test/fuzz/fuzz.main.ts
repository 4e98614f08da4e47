/** `npm run fuzz`: attacks a real server over HTTP and sockets; the last line is one JSON object. */
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { temporaryFolder } from '../conformance/processes.js';
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
