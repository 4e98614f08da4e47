/** `npm run faults`: plays the fault matrix and prints what it found; the last line is one JSON object. */
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../conformance/processes.js';
import { fakeClock } from './cluster.js';
import { LIGHT_LOAD } from './load.js';
import { playMatrix } from './matrix.js';
import { keepFolder, removeRemains } from './remains.js';
import { ROWS } from './rows/index.js';
import type { CaseResult } from './scene.js';
import { prepareTemplate } from './world.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    row: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    lanes: { type: 'string' },
  },
});
const wanted = ROWS.filter((row) =>
  values.row ? values.row.includes(row.name) : !values.quick || row.cheap === true,
);
const rows = wanted.filter(({ kind }) => kind !== 'machine-clock' || fakeClock() !== null);
const seeds = Number(values.seeds ?? (values.quick ? 1 : 20));
const lanes = Number(values.lanes ?? (values.quick ? 1 : 3));

process.once('exit', removeRemains);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

const began = performance.now();
const seconds = () => (performance.now() - began) / 1000;
const folder = await temporaryFolder();
keepFolder(folder.path);
const template = await prepareTemplate(folder.path);
const { results, broken } = await playMatrix(template, {
  rows,
  seeds,
  from: Number(values.from),
  lanes,
  ...(values.quick ? { load: LIGHT_LOAD } : {}),
  say: (line) => console.log(`${seconds().toFixed(0).padStart(5)} s  ${line}`),
});

const sum = (of: (result: CaseResult) => number) => results.reduce((total, result) => total + of(result), 0);
const slowest = (list: readonly CaseResult[]) => Math.max(0, ...list.map(({ recoveryS }) => recoveryS));
console.log('');
for (const { name, title } of rows) {
  const own = results.filter(({ row }) => row === name);
  const bad = own.filter(({ lost, doubled, wrong }) => lost.length + doubled.length + wrong.length > 0);
  const gone = broken.filter((text) => text.startsWith(`${name} `)).length;
  const verdict = bad.length + gone === 0 ? 'true' : `${bad.length} FALSE, ${gone} BROKEN`;
  console.log(
    `${name.padEnd(24)} ${own.length} cases, ${verdict}, slowest ${slowest(own).toFixed(1)} s  (${title})`,
  );
}
for (const { name } of wanted.filter((row) => !rows.includes(row))) {
  console.log(`${name.padEnd(24)} NOT PLAYED: Debian's faketime is not installed`);
}
for (const text of broken) console.log(`\nBROKEN ${text}`);
console.log(`\n${results.length} cases of ${rows.length} rows in ${(seconds() / 60).toFixed(1)} minutes`);
const figures = {
  injected: sum(({ injected }) => injected),
  lost: sum(({ lost }) => lost.length),
  doubled: sum(({ doubled }) => doubled.length),
  wrong: sum(({ wrong }) => wrong.length) + broken.length,
  slowest_recovery_s: Number(slowest(results).toFixed(1)),
};
console.log(JSON.stringify({ bench: 'faults', figures }));
process.exit(figures.lost + figures.doubled + figures.wrong === 0 ? 0 : 1);
