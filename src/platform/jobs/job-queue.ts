import { setTimeout as delay } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import type { z } from 'zod';
import { newId } from '../../kernel/ids.js';
import { type Act, actAs } from '../audit/act.js';
import { ENV, type Env } from '../env.js';
import { describe } from '../errors/describe.js';
import type { Closable, JobBackend, JobSink } from './backend.js';
import { type JobDefinition, definedJobs } from './job.js';

/** Injection token of the process's JobBackend. */
export const JOB_BACKEND = Symbol('job backend');

const SCHEDULE_CHECK_MS = 10_000;

/** How long a shutdown waits for what still runs. */
const CLOSE_MS = 5_000;

type Handler = (payload: unknown) => Promise<void>;

/** What a job changes is told as its own. */
const actOf = (job: JobDefinition): Act => ({
  id: newId(),
  actorKind: 'job',
  actorId: null,
  sessionId: null,
  address: null,
  action: job.name,
  route: null,
  units: [],
  eventId: null,
  rows: [],
  of: {},
});

/**
 * Adds work and, where this process is a worker, runs it. Every defined job has exactly one handler,
 * registered in a constructor or `onModuleInit`; the process refuses to start otherwise.
 */
@Injectable()
export class JobQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('jobs');
  private readonly handlers = new Map<string, Handler>();
  private readonly queues = new Map<string, JobSink>();
  private readonly schedules: { name: string; everyMs: number }[] = [];
  private readonly workers: Closable[] = [];
  private scheduling: NodeJS.Timeout | undefined;
  /** pg's pool says it has ended before its last connections have: what they say then is no fault. */
  private closed = false;

  constructor(
    @Inject(JOB_BACKEND) private readonly backend: JobBackend,
    @Inject(ENV) private readonly env: Env,
  ) {}

  handle<P extends z.ZodType>(job: JobDefinition<P>, handler: (payload: z.infer<P>) => Promise<void>): void {
    if (this.handlers.has(job.name)) throw new Error(`job ${job.name} has two handlers`);
    this.handlers.set(job.name, async (data) => {
      const payload = job.payload.safeParse(data);
      if (!payload.success) throw new UnrecoverableError(`payload of ${job.name} is not valid`);
      await actAs(actOf(job), () => handler(payload.data));
    });
  }

  /** Runs `job` with an empty payload every so often, once in the whole system. */
  every<P extends z.ZodType>(job: JobDefinition<P>, everyMs: number): void {
    this.schedules.push({ name: job.name, everyMs });
  }

  /**
   * Adds a job; call it from `tx.afterCommit`. With an `id`, a second add while the first waits or
   * runs is ignored.
   * @param delay milliseconds before it runs
   */
  async add<P extends z.ZodType>(
    job: JobDefinition<P>,
    payload: z.input<P>,
    id?: string,
    delay?: number,
  ): Promise<void> {
    await this.queue(job.name).add(payload, id, delay);
  }

  async onApplicationBootstrap(): Promise<void> {
    const orphans = definedJobs().filter((job) => !this.handlers.has(job.name));
    if (orphans.length > 0)
      throw new Error(`jobs without a handler: ${orphans.map((j) => j.name).join(', ')}`);
    await Promise.all(definedJobs().map(({ name }) => this.queue(name).open()));
    if (!this.env.startsWorker) return;
    for (const job of definedJobs()) {
      const handler = this.handlers.get(job.name)!;
      this.workers.push(
        this.backend.worker(job.name, job.concurrency, handler, (thrown) => {
          if (!this.closed) this.log.error({ job: job.name, ...describe(thrown) });
        }),
      );
    }
    await this.schedule();
    // A queue may be emptied at any time; the sweepers that mend that must not be lost with it.
    this.scheduling = setInterval(() => {
      this.schedule().catch((thrown: unknown) => this.log.warn({ schedules: 'late', ...describe(thrown) }));
    }, SCHEDULE_CHECK_MS).unref();
  }

  private async schedule(): Promise<void> {
    for (const { name, everyMs } of this.schedules) await this.queue(name).addEvery(everyMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.scheduling);
    await this.inTime('workers', Promise.all(this.workers.map((worker) => worker.close())));
    await this.inTime('queues', Promise.all([...this.queues.values()].map((queue) => queue.close())));
    this.closed = true;
    await this.inTime('backend', this.backend.close());
  }

  /** A job that does not end must not keep the process from ending: it runs at least once, so it runs again. */
  private async inTime(what: string, closing: Promise<unknown>): Promise<void> {
    const late = new AbortController();
    const deadline = delay(CLOSE_MS, 'late', { signal: late.signal, ref: false }).catch(() => 'in time');
    if ((await Promise.race([closing, deadline])) === 'late')
      this.log.warn({ closing: what, after: CLOSE_MS });
    late.abort();
  }

  private queue(name: string): JobSink {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.backend.queue(name, (thrown) => {
        if (!this.closed) this.log.warn({ queue: name, ...describe(thrown) });
      });
      this.queues.set(name, queue);
    }
    return queue;
  }
}
