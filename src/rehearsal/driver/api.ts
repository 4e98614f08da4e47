import { setTimeout as sleep } from 'node:timers/promises';
import type { ZodType } from 'zod';
import { ErrorSchema } from '../../contracts/common.js';

/** An answer the server was not meant to give, or a refusal the caller did not expect. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    path: string,
  ) {
    super(`${path}: ${status} ${code}`);
  }
}

const PATIENCE = 30;

/** One browser: its cookies, and nothing else of the server's inside. */
export class Api {
  private readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  get<T>(path: string, schema: ZodType<T>): Promise<T> {
    return this.call('GET', path, schema);
  }

  post<T>(path: string, body: unknown, schema: ZodType<T>, signal?: AbortSignal): Promise<T> {
    return this.call('POST', path, schema, body, signal);
  }

  put<T>(path: string, body: unknown, schema: ZodType<T>): Promise<T> {
    return this.call('PUT', path, schema, body);
  }

  delete<T>(path: string, schema: ZodType<T>): Promise<T> {
    return this.call('DELETE', path, schema);
  }

  /**
   * Repeats while the server says it is overloaded, as the faces do.
   * @throws ApiError for any other answer that is not a success
   */
  private async call<T>(
    method: string,
    path: string,
    schema: ZodType<T>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const headers: Record<string, string> = { cookie: this.cookie };
      if (body !== undefined) headers['content-type'] = 'application/json';
      const response = await fetch(`${this.url}/api${path}`, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
      });
      this.keepCookies(response.headers);
      const answer: unknown = await response.json();
      if (response.ok) return schema.parse(answer);
      if (response.status === 503 && attempt < PATIENCE) {
        await sleep(1000 * Number(response.headers.get('retry-after') ?? 1) * (0.5 + Math.random()));
        continue;
      }
      const error = ErrorSchema.safeParse(answer);
      throw new ApiError(response.status, error.success ? error.data.code : 'unreadable', path);
    }
  }

  private keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [name, value] = (line.split(';')[0] ?? '').split('=', 2);
      if (name && value) this.cookies.set(name, value);
    }
  }
}

/** Runs `work` over all items, at most `limit` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < items.length) {
      const index = next++;
      await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, one));
}

/** Asks again and again until the answer is there. @throws when it is not in time */
export async function until<T>(what: string, timeoutMs: number, ask: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await sleep(200);
  }
}
