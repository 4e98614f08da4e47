import { Queue, Worker, createPostgresBackend, runMigrations, type PgPool } from 'bullmq';
import pg from 'pg';
import { Connection } from '../database/connection.js';
import { SPOKEN } from '../database/data-source.js';
import { APPLICATION } from '../database/roles.js';
import type { Env } from '../env.js';
import { ANSWER_MS, askRedis, RedisLink, RedisRefuses } from '../redis.js';
import { waitFor } from '../wait-for.js';

type OnError = (thrown: Error) => void;

/** The little that differs between BullMQ on PostgreSQL and BullMQ on Redis. */
export interface JobBackend {
  queue(name: string, onError: OnError): JobSink;
  worker(
    name: string,
    concurrency: number,
    run: (data: unknown) => Promise<void>,
    onError: OnError,
  ): Closable;
  close(): Promise<void>;
}

export interface Closable {
  close(): Promise<void>;
}

export interface JobSink extends Closable {
  /** Connects. A queue that is first asked for while Redis is away would stay broken for good. */
  open(): Promise<void>;
  /**
   * Adds a job; with an `id`, only if no job of that id is waiting or running.
   * @param delay milliseconds before it runs
   */
  add(data: unknown, id?: string, delay?: number): Promise<void>;
  /**
   * Adds a job with an empty payload every so often, once in the whole system. Asking again changes
   * nothing, unless the schedule was lost with its queue: then it is made anew.
   */
  addEvery(milliseconds: number): Promise<void>;
}

/** A finished job is forgotten at once: re-adding an id that BullMQ remembers is silently ignored. */
const JOB_OPTIONS = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 5,
  backoff: { type: 'exponential', delay: 500 },
};

/**
 * A worker renews its lock while it lives. A job whose worker is killed or frozen is taken up by
 * another once the lock has run out and a look has found it: within half a minute. BullMQ's own
 * numbers make it a whole one.
 */
const LOCK = { lockDuration: 15_000, stalledInterval: 10_000 };

/** The database's owner makes the queue's tables, the application uses them. */
interface Addresses {
  owner: string;
  application: string;
}

/** @param prefix what begins the names of our keys in Redis, where that is used */
export async function openJobBackend(env: Env, addresses: Addresses, prefix: string): Promise<JobBackend> {
  return env.REDIS_URL ? onRedis(env.REDIS_URL, prefix) : onPostgres(addresses);
}

/**
 * An idle worker of BullMQ's sleeps until the next job's time, on PostgreSQL for up to an hour. A job whose time has come
 * wakes nobody: after a clock was set forward, sweepers were found asleep. So it looks again after as many seconds as one
 * without any job to wait for does.
 */
const createWakefulBackend: typeof createPostgresBackend = (...given) =>
  Object.defineProperty(createPostgresBackend(...given), 'maximumBlockTimeout', { value: 5 });

const QUEUE_LOCK = 726_781_003;

/** BullMQ's functions run with the rights of whoever calls them; each queue's first job makes its sequence. */
const QUEUE_RIGHTS = `
  GRANT USAGE, CREATE ON SCHEMA bullmq TO ${APPLICATION};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO ${APPLICATION};
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA bullmq TO ${APPLICATION}`;

async function onPostgres({ owner, application }: Addresses): Promise<JobBackend> {
  const client = new Connection({ connectionString: owner });
  await client.connect();
  try {
    // Several processes may start at once; rights that two give at one moment are an error.
    await client.query('SELECT pg_advisory_lock($1)', [QUEUE_LOCK]);
    await runMigrations(client);
    await client.query(QUEUE_RIGHTS);
  } finally {
    await client.end();
  }
  // One shared pool instead of one for every queue and worker; each LISTEN holds a connection of it.
  const pool = new pg.Pool({
    Client: Connection,
    connectionString: application,
    max: 20,
    options: `${SPOKEN} -c search_path=bullmq`,
    query_timeout: 15_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.setMaxListeners(0); // every queue and worker listens to the one pool
  pool.on('error', () => undefined); // an idle connection that died; the pool opens another
  // node-postgres' own pool; BullMQ's description of it is narrower in its listeners' types.
  const connection = pool as unknown as PgPool;
  return {
    queue: (name, onError) => {
      const queue = new Queue(name, { connection, defaultJobOptions: JOB_OPTIONS }, createPostgresBackend);
      queue.on('error', onError);
      return sink(name, queue);
    },
    worker: (name, concurrency, run, onError) => {
      const worker = new Worker(
        name,
        (job) => run(job.data),
        { connection, concurrency, ...LOCK },
        createWakefulBackend,
      );
      worker.on('error', onError).on('failed', (_job, thrown) => onError(thrown));
      return worker;
    },
    close: () => pool.end(),
  };
}

/** BullMQ's workers wait in Redis for the next job, at most so long. */
const BLOCKED_MS = 10_000;

async function onRedis(url: string, prefix: string): Promise<JobBackend> {
  await waitFor(
    'Redis',
    () => askRedis(url),
    (thrown) => !(thrown instanceof RedisRefuses),
  );
  // A producer answers when Redis is away; a worker waits for it to come back.
  const producer = new RedisLink(url, {
    maxRetriesPerRequest: 1,
    lazyConnect: true,
    // What was asked before the link broke is kept until it is whole again, whatever the limit of retries says.
    commandTimeout: ANSWER_MS,
  });
  const consumer = new RedisLink(url, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    socketTimeout: BLOCKED_MS + ANSWER_MS,
  });
  await producer.connect();
  return {
    queue: (name, onError) => {
      const queue = new Queue(name, {
        connection: producer,
        prefix,
        skipWaitingForReady: true,
        defaultJobOptions: JOB_OPTIONS,
      });
      queue.on('error', onError);
      return sink(name, queue);
    },
    worker: (name, concurrency, run, onError) => {
      const worker = new Worker(name, (job) => run(job.data), {
        connection: consumer,
        prefix,
        concurrency,
        ...LOCK,
      });
      worker.on('error', onError).on('failed', (_job, thrown) => onError(thrown));
      return worker;
    },
    close: () => {
      producer.disconnect();
      consumer.disconnect();
      return Promise.resolve();
    },
  };
}

/** A schedule whose next turn is this long overdue has lost its job. */
const LATE_MS = 30_000;

/** One whose next turn is further off than its period was made by a clock that ran ahead: nothing would be swept till then. */
const AHEAD_MS = 5_000;

interface BullQueue extends Closable {
  waitUntilReady(): Promise<unknown>;
  getJobScheduler(id: string): Promise<{ every?: number; next?: number } | undefined>;
  removeJobScheduler(id: string): Promise<boolean>;
  add(name: string, data: unknown, options: { jobId?: string; delay: number }): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: unknown },
  ): Promise<unknown>;
}

function sink(name: string, queue: BullQueue): JobSink {
  return {
    open: async () => {
      await queue.waitUntilReady();
    },
    add: async (data, id, delay = 0) => {
      await queue.add(name, data, { delay, ...(id === undefined ? {} : { jobId: id }) });
    },
    addEvery: async (every) => {
      const id = `every-${name}`;
      const there = await queue.getJobScheduler(id);
      const late = Date.now() - (there?.next ?? 0);
      if (there?.every === every && late < 3 * every + LATE_MS && -late < every + AHEAD_MS) return;
      await queue.removeJobScheduler(id);
      await queue.upsertJobScheduler(id, { every }, { name, data: {} });
    },
    close: () => queue.close(),
  };
}
