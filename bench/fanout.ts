import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { asRawWebSocket, asSocketIo, Crowd, lateByATick, percentile } from './fanout/crowd.js';
import type { Asked, Sent, Told } from './fanout/ticks.js';

/**
 * The fan-out against raw `ws`: a tick of a whole province to 5,000 and 10,000 clients four times a second, and
 * beside both the floor, bare writes. Each server is a process of its own and this one has all the clients; of its
 * turns the middle counts.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Clients in the second half; half of them in the first. */
    clients: { type: 'string', default: '10000' },
    /** Writes a processor profile of each server into var/bench. */
    profile: { type: 'boolean', default: false },
  },
});
const ALL = Number(options.clients);
if (!Number.isInteger(ALL) || ALL < 2) throw new Error('--clients wants a whole number.');
const SIZES = [Math.ceil(ALL / 2), ALL] as const;
const TURNS = options.quick ? 1 : 3;
const TICKS = options.quick ? 16 : 40;
const WARM_UP = 12;
const PROFILE = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${join(PROJECT_ROOT, 'var/bench')}`] : [];

interface Turn {
  /** CPU of the sending process for each frame that came, in microseconds. */
  cpu: number;
  p50: number;
  p99: number;
  longestBlockMs: number;
  late: number;
}
interface Measured {
  name: Name;
  sizes: Turn[];
  kb: number;
}
type Name = 'ours' | 'ws' | 'ws, a string' | 'bare writes';

const cpuRatios: number[] = [];
const p99Ratios: number[] = [];
let nextRev = 1_000;
const WS = new URL('./fanout/ws.main.js', import.meta.url);

const ours = await measure('ours', new URL('./fanout/server.main.js', import.meta.url), [String(ALL)]);
const ws = await measure('ws', WS, []);
// The floor and the usual way are for the reader: the short form leaves them out.
const beside = options.quick
  ? []
  : [
      await measure('ws, a string', WS, ['text']),
      await measure('bare writes', new URL('./fanout/bare.main.js', import.meta.url), []),
    ];
for (const [i, size] of SIZES.entries()) {
  cpuRatios.push(ours.sizes[i]!.cpu / ws.sizes[i]!.cpu);
  p99Ratios.push(ours.sizes[i]!.p99 / ws.sizes[i]!.p99);
  for (const { name, sizes } of beside) {
    const { cpu } = sizes[i]!;
    const times = (what: Measured) => (what.sizes[i]!.cpu / cpu).toFixed(2);
    console.log(`${size} clients, CPU beside ${name}: ours ${times(ours)} ×, ws ${times(ws)} ×`);
  }
}
console.log(`memory a connection: ours ${ours.kb.toFixed(1)} kB, ws ${ws.kb.toFixed(1)} kB`);
const figures = {
  cpu_vs_ws: round(Math.max(...cpuRatios)),
  p99_vs_ws: round(Math.max(...p99Ratios)),
  kb_per_connection: round(ours.kb),
  longest_block_ms: round(Math.max(...ours.sizes.map((size) => size.longestBlockMs))),
  late_frames_10k: ours.sizes.at(-1)!.late,
};
console.log(JSON.stringify({ bench: 'fanout', figures }));

/** One server with all its clients. Both at once would need more open files than a process is often allowed. */
async function measure(name: Name, script: URL, args: readonly string[]): Promise<Measured> {
  const { child, port, eventId, tokens } = await open(script, args);
  const crowd = new Crowd(name === 'ours' ? asSocketIo(port, eventId, tokens) : asRawWebSocket(port));
  try {
    let held = await memoryOf(child);
    const before = held;
    const sizes: Turn[] = [];
    for (const size of SIZES) {
      await crowd.grow(size);
      await run(child, crowd, WARM_UP);
      const turns: Turn[] = [];
      for (let turn = 0; turn < TURNS; turn++) turns.push(await run(child, crowd, TICKS));
      sizes.push(summary(turns));
      console.log(`${size} clients, ${name}: ${inWords(sizes.at(-1)!)}`);
      // Asked, and therefore tidied, at each size: what is still in pieces is no connection's.
      held = await memoryOf(child);
    }
    return { name, sizes, kb: (held - before) / 1024 / ALL };
  } finally {
    crowd.end();
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }
}

/** The middle of what varies, the worst of what must not happen. */
function summary(turns: readonly Turn[]): Turn {
  return {
    cpu: middle(turns, 'cpu'),
    p50: middle(turns, 'p50'),
    p99: middle(turns, 'p99'),
    longestBlockMs: Math.max(...turns.map((turn) => turn.longestBlockMs)),
    late: turns.reduce((sum, turn) => sum + turn.late, 0),
  };
}

function inWords({ cpu, p50, p99, longestBlockMs, late }: Turn): string {
  return (
    `${cpu.toFixed(1)} µs of CPU a frame, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ` +
    `event loop blocked ${longestBlockMs.toFixed(1)} ms at most, ${late} frames late by a tick`
  );
}

async function run(child: ChildProcess, crowd: Crowd, ticks: number): Promise<Turn> {
  const firstRev = nextRev;
  nextRev += ticks;
  crowd.expect(firstRev, ticks);
  const sent = await ask<Sent>(child, { ask: 'ticks', firstRev, ticks });
  const latencies = crowd.latencies(sent);
  const came = latencies.filter(Number.isFinite).length;
  return {
    cpu: sent.cpu / came,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    longestBlockMs: sent.longestBlockMs,
    late: lateByATick(latencies),
  };
}

/** What a server holds when all that is no longer needed has been let go, in bytes. */
async function memoryOf(child: ChildProcess): Promise<number> {
  return (await ask<{ rss: number }>(child, { ask: 'memory' })).rss;
}

async function open(script: URL, args: readonly string[]) {
  const file = fileURLToPath(script);
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build:server`);
  const child = fork(file, args, { execArgv: ['--expose-gc', ...PROFILE] });
  const told = await answerOf<Extract<Told, { port: number }>>(child);
  return { ...told, child };
}

async function ask<T extends Told>(child: ChildProcess, asked: Asked): Promise<T> {
  child.send(asked);
  return answerOf<T>(child);
}

/** Both ends are of this bench: what is told is what was asked. */
async function answerOf<T extends Told>(child: ChildProcess): Promise<T> {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    const [told] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => Promise.reject(new Error('A server of the bench stopped.'))),
    ])) as [T];
    return told;
  } finally {
    heard.abort();
  }
}

function middle(turns: readonly Turn[], figure: keyof Turn): number {
  const sorted = turns.map((turn) => turn[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}
