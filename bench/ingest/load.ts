import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Load {
  port: number;
  connections: number;
  /** Whole HTTP requests, sent in this order by whichever connection is free. */
  requests: readonly string[];
}
export interface LoadResult {
  seconds: number;
  counted: number;
  duplicate: number;
  refused: number;
  /** Requests not answered with 200, and what the first of them was answered. */
  failed: number;
  firstFailure: string;
  /** How long each request took. */
  ms: number[];
}

/** A process full of phones. */
export class Phones {
  private constructor(private readonly child: ReturnType<typeof fork>) {}

  static async start(): Promise<Phones> {
    const child = fork(fileURLToPath(new URL('./load.main.js', import.meta.url)));
    const phones = new Phones(child);
    await phones.hear();
    return phones;
  }

  /** @throws Error when a connection breaks, or when anything was not answered with 200 */
  async send(load: Load): Promise<LoadResult> {
    const heard = this.hear();
    this.child.send(load);
    const result = (await heard) as LoadResult | { failed: string };
    if (!('seconds' in result)) throw new Error(result.failed);
    if (result.failed > 0)
      throw new Error(`${result.failed} requests failed, the first with:\n${result.firstFailure}`);
    return result;
  }

  async stop(): Promise<void> {
    // Whoever ends the bench may have ended its whole group of processes.
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill();
    await gone;
  }

  private hear(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const died = () => reject(new Error('the client has died'));
      this.child.once('exit', died);
      this.child.once('message', (message) => {
        this.child.off('exit', died);
        resolve(message);
      });
    });
  }
}

/** An upload as it goes over the wire. */
export function request(
  eventId: string,
  cookie: string,
  deviceId: string,
  entries: readonly object[],
): string {
  const body = JSON.stringify({ deviceId, entries });
  return (
    `POST /api/events/${eventId}/check-ins HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}
