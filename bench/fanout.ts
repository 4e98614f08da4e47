import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { asRawWebSocket, asSocketIo, Crowd, lateByATick, percentile } from './fanout/crowd.js';
import type { Asked, Sent, Told } from './fanout/ticks.js';

/**
 * The fan-out against raw `ws`: a tick of a whole province to 5,000 and 10,000 clients four times a second. Each
 * server is a process of its own and this one has all the clients. They take turns, so that what
 * else the machine does falls on both, and the middle of each one's turns counts.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Clients in the second half; half of them in the first. */
    clients: { type: 'string', default: '10000' },
  },
});
const ALL = Number(options.clients);
if (!Number.isInteger(ALL) || ALL < 2) throw new Error('--clients wants a whole number.');
const SIZES = [Math.ceil(ALL / 2), ALL] as const;
const TURNS = options.quick ? 1 : 3;
const TICKS = options.quick ? 16 : 40;
const WARM_UP = 12;

interface Turn {
  /** CPU of the sending process for each frame that came, in microseconds. */
  cpu: number;
  p50: number;
  p99: number;
  longestBlockMs: number;
  late: number;
}
type Name = 'ours' | 'ws';

const cpuRatios: number[] = [];
const p99Ratios: number[] = [];
let longestBlock = 0;
let late10k = 0;
const ours = await open(new URL('./fanout/server.main.js', import.meta.url), [String(SIZES[1])]);
const ws = await open(new URL('./fanout/ws.main.js', import.meta.url), []);
const peers = {
  ours: { ...ours, crowd: new Crowd(asSocketIo(ours.port, ours.eventId, ours.tokens)) },
  ws: { ...ws, crowd: new Crowd(asRawWebSocket(ws.port)) },
};
let nextRev = 1_000;
try {
  for (const size of SIZES) await compare(size);
  const grown = { ours: await perConnection('ours'), ws: await perConnection('ws') };
  console.log(`memory a connection: ours ${grown.ours.toFixed(1)} kB, ws ${grown.ws.toFixed(1)} kB`);
  const figures = {
    cpu_vs_ws: round(Math.max(...cpuRatios)),
    p99_vs_ws: round(Math.max(...p99Ratios)),
    kb_per_connection: round(grown.ours),
    longest_block_ms: round(longestBlock),
    late_frames_10k: late10k,
  };
  console.log(JSON.stringify({ bench: 'fanout', figures }));
} finally {
  for (const { crowd, child } of Object.values(peers)) {
    crowd.end();
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }
}

async function compare(size: number): Promise<void> {
  const turns: Record<Name, Turn[]> = { ours: [], ws: [] };
  for (const name of ['ours', 'ws'] as const) {
    await peers[name].crowd.grow(size);
    await run(name, WARM_UP);
  }
  for (let turn = 0; turn < TURNS; turn++) {
    for (const name of ['ours', 'ws'] as const) turns[name].push(await run(name, TICKS));
  }
  for (const name of ['ours', 'ws'] as const) {
    const block = Math.max(...turns[name].map((turn) => turn.longestBlockMs));
    const late = turns[name].reduce((sum, turn) => sum + turn.late, 0);
    console.log(
      `${size} clients, ${name}: ${middle(turns[name], 'cpu').toFixed(1)} µs of CPU a frame, ` +
        `p50 ${middle(turns[name], 'p50').toFixed(0)} ms, p99 ${middle(turns[name], 'p99').toFixed(0)} ms, ` +
        `event loop blocked ${block.toFixed(1)} ms at most, ${late} frames late by a tick`,
    );
    if (name === 'ws') continue;
    longestBlock = Math.max(longestBlock, block);
    if (size === SIZES[1]) late10k = late;
  }
  cpuRatios.push(middle(turns.ours, 'cpu') / middle(turns.ws, 'cpu'));
  p99Ratios.push(middle(turns.ours, 'p99') / middle(turns.ws, 'p99'));
}

async function run(name: Name, ticks: number): Promise<Turn> {
  const { child, crowd } = peers[name];
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

async function open(script: URL, args: readonly string[]) {
  const file = fileURLToPath(script);
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build:server`);
  const child = fork(file, args, { execArgv: ['--expose-gc'] });
  const told = await answerOf<Extract<Told, { port: number }>>(child);
  const { rss } = await ask<{ rss: number }>(child, { ask: 'memory' });
  return { ...told, child, rssBefore: rss };
}

async function perConnection(name: Name): Promise<number> {
  const { child, rssBefore } = peers[name];
  const { rss } = await ask<{ rss: number }>(child, { ask: 'memory' });
  return (rss - rssBefore) / 1024 / SIZES[1];
}

async function ask<T extends Told>(child: ChildProcess, asked: Asked): Promise<T> {
  child.send(asked);
  return answerOf<T>(child);
}

/** Both ends are of this bench: what is told is what was asked. */
async function answerOf<T extends Told>(child: ChildProcess): Promise<T> {
  const [told] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('A server of the bench stopped.'))),
  ])) as [T];
  return told;
}

function middle(turns: readonly Turn[], figure: keyof Turn): number {
  const sorted = turns.map((turn) => turn[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}
