import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { FRAME_MIN_MS } from '../../src/contracts/live.js';

/** What the process that sends has seen of a row of ticks. */
export interface Sent {
  /** When each tick was due, in milliseconds of the machine's clock: who is still busy with the last has begun late. */
  due: number[];
  /** CPU of the whole process, in microseconds. */
  cpu: number;
  longestBlockMs: number;
}
export interface Order {
  firstRev: number;
  ticks: number;
}
export type Asked = { ask: 'memory' } | ({ ask: 'ticks' } & Order);
export type Told = { port: number; eventId: string; tokens: string[] } | { rss: number } | Sent;

/** The same for all processes of a machine. */
export const machineNow = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Answers the process that has the clients, until it goes; then closes, so that nothing is left behind. */
export function answerParent(send: (rev: number) => void, close?: () => Promise<void>): void {
  process.on('message', (asked: Asked) => void answer(asked, send));
  process.on('disconnect', () => void Promise.resolve(close?.()).finally(() => process.exit(0)));
}

async function answer(asked: Asked, send: (rev: number) => void): Promise<void> {
  if (asked.ask === 'memory') {
    growYoungGeneration();
    globalThis.gc?.();
    await sleep(200);
    globalThis.gc?.();
    tell({ rss: process.memoryUsage.rss() });
  } else {
    tell(await runTicks(asked, send));
  }
}

/**
 * V8's young generation grows with what survives in it, by tens of megabytes, and is no connection's: it shall be as
 * large before they came as after.
 */
function growYoungGeneration(): void {
  const kept = Array.from({ length: 100_000 }, (_, i) => ({ i }));
  for (let i = 0; i < 3_000_000; i++) kept[i % kept.length] = { i };
}

export function tell(told: Told): void {
  process.send?.(told);
}

/** Four ticks a second by the clock, whatever each takes. */
async function runTicks({ firstRev, ticks }: Order, send: (rev: number) => void): Promise<Sent> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const due: number[] = [];
  const cpu = process.cpuUsage();
  const start = machineNow();
  loop.enable();
  for (let tick = 0; tick < ticks; tick++) {
    const at = start + tick * FRAME_MIN_MS;
    await sleep(Math.max(0, at - machineNow()));
    due.push(at);
    send(firstRev + tick);
  }
  await sleep(2 * FRAME_MIN_MS);
  loop.disable();
  const used = process.cpuUsage(cpu);
  // The monitor counts its own millisecond too.
  return { due, cpu: used.user + used.system, longestBlockMs: loop.max / 1e6 - 1 };
}
