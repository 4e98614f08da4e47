import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { FRAME_MIN_MS } from '../../src/contracts/live.js';

/** What the process that sends has seen of a row of ticks. */
export interface Sent {
  /** When each tick began, in milliseconds of the machine's clock. */
  began: number[];
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
    globalThis.gc?.();
    await sleep(200);
    globalThis.gc?.();
    tell({ rss: process.memoryUsage.rss() });
  } else {
    tell(await runTicks(asked, send));
  }
}

export function tell(told: Told): void {
  process.send?.(told);
}

/** Four ticks a second by the clock, whatever each takes. */
async function runTicks({ firstRev, ticks }: Order, send: (rev: number) => void): Promise<Sent> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const began: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  loop.enable();
  for (let tick = 0; tick < ticks; tick++) {
    await sleep(Math.max(0, start + tick * FRAME_MIN_MS - performance.now()));
    began.push(machineNow());
    send(firstRev + tick);
  }
  await sleep(2 * FRAME_MIN_MS);
  loop.disable();
  const used = process.cpuUsage(cpu);
  // The monitor counts its own millisecond too.
  return { began, cpu: used.user + used.system, longestBlockMs: loop.max / 1e6 - 1 };
}
