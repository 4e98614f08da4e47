/** Runs every check, says what each took, and counts: the last line is `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { prepare, requireNode, ROOT } from './prepare.mjs';

requireNode();
const reports = mkdtempSync(join(tmpdir(), 'ra-quan-ci-'));
const total = { passed: 0, failed: 0 };
/** Said once more at the end: what was printed meanwhile is long. */
const failures = [];
const bin = (name) => join(ROOT, 'node_modules/.bin', name);

const FORMATTED = ['src', 'migrations', 'test', 'bench', 'web', 'config', 'scripts', 'package.json'];
const CHECKED = ['src', 'migrations', 'test', 'bench', 'web/src'];

/** Each step counts as one, unless its report counts tests. */
const STEPS = [
  {
    title: 'npm test',
    command: ['npm', 'test', '--', '--json', `--outputFile=${join(reports, 'jest.json')}`],
    report: 'jest.json',
  },
  {
    title: 'tests of the web',
    command: [
      bin('vitest'),
      'run',
      '--config',
      'web/vite.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(reports, 'vitest.json')}`,
    ],
    report: 'vitest.json',
  },
  { title: 'types of the server', command: [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { title: 'types of the web', command: [bin('tsc'), '--noEmit', '-p', 'web/tsconfig.json'] },
  {
    title: 'types of the phone, with what old phones know',
    command: [bin('tsc'), '--noEmit', '-p', 'web/old-phones.tsconfig.json'],
  },
  {
    title: 'types of the service worker',
    command: [bin('tsc'), '--noEmit', '-p', 'web/src/worker/tsconfig.json'],
  },
  {
    title: 'lint',
    command: [bin('eslint'), '-c', 'config/eslint.config.mjs', '--no-error-on-unmatched-pattern', ...CHECKED],
  },
  {
    title: 'format',
    command: [bin('prettier'), '--check', '--no-error-on-unmatched-pattern', ...FORMATTED],
  },
  {
    title: 'import rules',
    command: [
      bin('depcruise'),
      '--config',
      'config/dependency-cruiser.cjs',
      'src',
      'web/src',
      'migrations',
      'test',
      'bench',
    ],
  },
  { title: 'unused code', command: [bin('knip'), '-c', 'config/knip.json', '--no-config-hints'] },
  { title: 'compose file', command: [bin('dclint'), 'docker-compose.yml', '-c', 'config/dclint.json'] },
];

try {
  await prepare();
} catch (thrown) {
  console.error(thrown.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const only = process.argv.slice(2);
for (const step of STEPS) {
  if (only.length === 0 || only.some((word) => step.title.includes(word))) await take(step);
}
rmSync(reports, { recursive: true, force: true });
for (const failure of failures) console.log(failure);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function take({ title, command, report }) {
  console.log(`\n== ${title}`);
  const began = Date.now();
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  const counted = report === undefined ? null : countOf(join(reports, report));
  const passed = counted?.passed ?? (code === 0 ? 1 : 0);
  // A run that failed without a failed test (a file that does not compile, a crash) is a failure too.
  const failed = Math.max(counted?.failed ?? 0, code === 0 ? 0 : 1);
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) failures.push(`\n== failed: ${title}`, ...(counted?.failures ?? []));
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`== ${title}: ${passed} passed, ${failed} failed, ${seconds} s`);
}

/** jest and vitest write the same report. A test that was left out has not passed. */
function countOf(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const leftOut = report.numPendingTests + (report.numTodoTests ?? 0);
    const broken = report.numRuntimeErrorTestSuites ?? 0;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + leftOut + broken,
      failures: report.testResults.flatMap(failuresOf),
    };
  } catch {
    return null;
  }
}

/** Which tests of a file failed or were left out, with the beginning of why. */
function failuresOf({ name, message, assertionResults }) {
  const file = relative(ROOT, name);
  if (assertionResults.length === 0) return message ? [`${file}: ${beginningOf(message)}`] : [];
  return assertionResults
    .filter(({ status }) => status !== 'passed')
    .map(({ fullName, status, failureMessages }) => {
      return `${file} › ${fullName}: ${beginningOf(failureMessages?.[0] ?? status)}`;
    });
}

function beginningOf(message) {
  const lines = stripVTControlCharacters(message).split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !/node_modules|node:/.test(line))
    .slice(0, 10)
    .join('\n    ');
}
