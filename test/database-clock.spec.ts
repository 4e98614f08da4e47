import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { DatabaseClock } from '../src/platform/database/database-clock.js';
import { createTestDatabase } from './support/test-database.js';

const HOUR_MS = 3_600_000;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let dataSource: DataSource;

/** What PostgreSQL answers is turned on by hand: a function of its name stands before its own. */
const turnDatabase = (hours: number) =>
  dataSource.query(`CREATE OR REPLACE FUNCTION turned.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS
    'SELECT pg_catalog.clock_timestamp() + interval ''${hours} hours'''`);

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    extra: { options: '-c search_path=turned,pg_catalog' },
  });
  await dataSource.initialize();
  await dataSource.query('CREATE SCHEMA turned');
  await turnDatabase(0);
});

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** By how many hours a clock is off the true time. */
const offBy = (clock: DatabaseClock) =>
  Math.round((clock.now().getTime() - performance.timeOrigin - performance.now()) / HOUR_MS) + 0; // and never −0

/** The machine's own clock runs ahead, or is set by somebody. */
function turnOwn(hours: number): void {
  const right = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => right() + hours * HOUR_MS);
}

describe('the clock of a process', () => {
  it.each([2, -2])("is the database's where its own is wrong by %d hours", async (hours) => {
    turnOwn(hours);
    const clock = await DatabaseClock.follow(dataSource);
    clock.stop();
    expect(offBy(clock)).toBe(0);
  });

  it('runs on when the own clock is set meanwhile', async () => {
    const clock = await DatabaseClock.follow(dataSource);
    clock.stop();
    turnOwn(2);
    expect(offBy(clock)).toBe(0);
  });

  it('follows the database when that is set, there and back', async () => {
    const clock = await DatabaseClock.follow(dataSource);
    clock.stop();
    await turnDatabase(2);
    await clock.putRight();
    expect(offBy(clock)).toBe(2);
    await turnDatabase(0);
    await clock.putRight();
    expect(offBy(clock)).toBe(0);
  });
});
