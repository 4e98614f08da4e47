import { jest } from '@jest/globals';
import { applicationUrl } from '../src/platform/database/roles.js';
import { type JobBackend, openJobBackend } from '../src/platform/jobs/backend.js';
import { readEnv } from '../src/platform/env.js';
import { eventually } from './support/eventually.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const DAILY_MS = 24 * 3_600_000;

let server: TestServer;
let backend: JobBackend;

beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' });
  const owner = server.databaseUrl;
  backend = await openJobBackend(readEnv({}), { owner, application: applicationUrl(owner) }, '');
});

afterAll(async () => {
  jest.restoreAllMocks();
  await backend.close();
  await server.close();
});

const fail = (thrown: Error) => {
  throw thrown;
};

it('a schedule that was made by a clock two days ahead is made anew by one that is right', async () => {
  const queue = backend.queue('made_ahead', fail);
  await queue.open();
  const right = Date.now;
  const ahead = jest.spyOn(Date, 'now').mockImplementation(() => right() + 2 * DAILY_MS);
  await queue.addEvery(DAILY_MS);
  ahead.mockRestore();
  let runs = 0;
  const run = () => {
    runs++;
    return Promise.resolve();
  };
  const worker = backend.worker('made_ahead', 1, run, fail);
  try {
    await eventually(() => runs === 1);
    await queue.addEvery(DAILY_MS);
    await eventually(() => runs === 2);
  } finally {
    await worker.close();
    await queue.close();
  }
});

it('a job whose time came while the clock was behind is run when it is set right', async () => {
  const queue = backend.queue('made_in_time', fail);
  await queue.open();
  let runs = 0;
  const run = () => {
    runs++;
    return Promise.resolve();
  };
  await queue.add({}, 'later', 2_000);
  const right = Date.now;
  const behind = jest.spyOn(Date, 'now').mockImplementation(() => right() - 2 * 3_600_000);
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const worker = backend.worker('made_in_time', 1, run, fail);
  try {
    await queue.add({}, 'at once');
    await eventually(() => runs === 1);
    timers.mockClear();
    await eventually(() => timers.mock.calls.some(([, ms = 0]) => ms >= 4_000)); // it sleeps
    behind.mockRestore();
    await eventually(() => runs === 2, 20_000);
  } finally {
    jest.restoreAllMocks();
    await worker.close();
    await queue.close();
  }
});
