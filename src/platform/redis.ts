import { Redis, type RedisOptions } from 'ioredis';

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
