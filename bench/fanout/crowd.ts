import { FRAME_MIN_MS } from '../../src/contracts/live.js';
import { LeanClient, localAddress } from '../live/lean-client.js';
import { LeanSocket } from '../live/lean-socket.js';
import type { Sent } from './ticks.js';
import { machineNow } from './ticks.js';

const AT_A_TIME = 256;
const CONNECT_TIMEOUT_MS = 30_000;
const REV = /"rev":(\d+)/;

interface End {
  end(): void;
}
export type Connect = (n: number, on: { ready: () => void; message: (start: string) => void }) => End;

/** All the clients of one server, and when each of them had which frame. */
export class Crowd {
  private readonly clients: End[] = [];
  private firstRev = 0;
  /** By tick, by client: when the last byte of its frame had come, on the machine's clock; 0 before. */
  private had: Float64Array[] = [];

  constructor(private readonly connect: Connect) {}

  /** Connects until there are so many. @throws Error when a client does not get in */
  async grow(to: number): Promise<void> {
    let next = this.clients.length;
    const one = async () => {
      while (next < to) await this.enter(next++);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, one));
  }

  expect(firstRev: number, ticks: number): void {
    this.firstRev = firstRev;
    this.had = Array.from({ length: ticks }, () => new Float64Array(this.clients.length));
  }

  /** How long after its tick was due each frame had come, sorted; one that never came counts as infinitely late. */
  latencies(sent: Sent): number[] {
    return sent.due
      .flatMap((due, tick) => Array.from(this.had[tick]!, (at) => (at === 0 ? Infinity : at - due)))
      .sort((a, b) => a - b);
  }

  end(): void {
    for (const client of this.clients) client.end();
  }

  private async enter(n: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('A client did not get in.')), CONNECT_TIMEOUT_MS);
      const ready = () => {
        clearTimeout(late);
        resolve();
      };
      this.clients[n] = this.connect(n, { ready, message: (start) => this.take(n, start) });
    });
  }

  private take(n: number, start: string): void {
    if (!start.startsWith('42["frames"')) return;
    const had = this.had[Number(REV.exec(start)?.[1]) - this.firstRev];
    if (had) had[n] = machineNow();
  }
}

export const asSocketIo =
  (port: number, eventId: string, tokens: readonly string[]): Connect =>
  (n, { ready, message }) =>
    new LeanClient(
      port,
      { kind: 'staff', cookie: `rq_staff=${tokens[n]!}`, localAddress: localAddress(n) },
      { topic: 'board', eventId },
      {
        joined: (start) => {
          if (!start.startsWith('[{"ok":true')) throw new Error(`not joined: ${start}`);
          ready();
        },
        message,
      },
    );

export const asRawWebSocket =
  (port: number): Connect =>
  (n, { ready, message }) =>
    new LeanSocket(port, { open: ready, frame: message }, { path: '/', localAddress: localAddress(n) });

export const lateByATick = (latencies: readonly number[]): number =>
  latencies.filter((ms) => ms > FRAME_MIN_MS).length;

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
