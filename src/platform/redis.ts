import { createHash } from 'node:crypto';
import { Redis, type RedisOptions } from 'ioredis';
import type { DataSource } from 'typeorm';

/** A link that swallows its bytes says nothing of it: whoever waits longer for an answer connects anew. */
export const ANSWER_MS = 5_000;

/**
 * A link to Redis that is asked every so often whether it still answers. Otherwise one who only listens would
 * never learn that nobody can be heard any more, and one who seldom asks only when it matters.
 */
export class RedisLink extends Redis {
  /**
   * @param options its `socketTimeout`, in milliseconds, must be longer than any command that waits in Redis
   * @param askEveryMs how often it is asked
   */
  constructor(
    private readonly url: string,
    options: RedisOptions,
    private readonly askEveryMs = ANSWER_MS,
  ) {
    super(url, { socketTimeout: ANSWER_MS, ...options });
    this.on('error', () => undefined); // it connects anew by itself; whoever waits for an answer reports it
    const asking = setInterval(() => {
      if (this.status === 'ready') this.ping().catch(() => undefined);
    }, askEveryMs).unref();
    this.once('end', () => clearInterval(asking));
  }

  override duplicate(override: Partial<RedisOptions> = {}): RedisLink {
    return new RedisLink(this.url, { ...this.options, ...override }, this.askEveryMs);
  }
}

/** Redis answers, and does not want us: waiting does not help. */
export class RedisRefuses extends Error {}

/**
 * Looks once whether Redis answers.
 * @throws RedisRefuses when it does not let us in, Error with why it cannot be reached
 */
export async function askRedis(url: string): Promise<void> {
  const link = new Redis(url, { lazyConnect: true, retryStrategy: () => null, commandTimeout: ANSWER_MS });
  let said: unknown;
  link.on('error', (thrown) => (said ??= thrown));
  try {
    await link.connect();
    await link.ping();
  } catch (thrown) {
    const reason = said ?? thrown; // "Connection is closed" is only what followed
    if (reason instanceof Error && /^(WRONGPASS|NOAUTH|NOPERM|ERR) /.test(reason.message)) {
      throw new RedisRefuses(`Redis does not let us in (REDIS_URL): ${reason.message}`);
    }
    throw reason;
  } finally {
    link.disconnect();
  }
}

/**
 * What begins the name of all that an installation has in Redis. It is told by the database, which is one for all its
 * processes: two installations on one Redis would otherwise take each other's jobs, and lose them.
 */
export async function namesInRedis(dataSource: DataSource): Promise<string> {
  const [row] = await dataSource.query<{ id: string }[]>(
    `SELECT system_identifier || ' ' || current_database() AS id FROM pg_control_system()`,
  );
  if (!row) throw new Error('the database does not say which it is');
  return `raquan-${createHash('sha256').update(row.id).digest('hex').slice(0, 12)}`;
}
