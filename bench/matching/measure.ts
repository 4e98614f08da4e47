import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Solvers run in processes of their own, so that what one takes in time and memory is its own. */
export interface Measured<T> {
  value: T;
  peakKb: number;
}

export interface RunOptions {
  /** Of the wall clock; the process is killed then. */
  limitSeconds?: number;
  /** For Node itself, as in `--max-old-space-size=…`. */
  nodeOptions?: readonly string[];
}

export class TimeLimitReached extends Error {
  constructor(readonly seconds: number) {
    super(`no answer within ${seconds} s`);
    this.name = 'TimeLimitReached';
  }
}

/**
 * Runs a script, which must end with `report`, in a Node of its own. Nothing compiles TypeScript at run
 * time: give the script as `new URL('./one.main.js', import.meta.url)` and run the compiled bench.
 * @throws TimeLimitReached
 */
export async function measure<T extends object>(
  script: URL | string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Measured<T>> {
  const file = script instanceof URL ? fileURLToPath(script) : script;
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build:server`);
  const nodeArgs = [...(options.nodeOptions ?? []), file, ...args];
  return lastJson<Measured<T>>(process.execPath, nodeArgs, options.limitSeconds);
}

/** The last word of a script that is measured. */
export function report(value: object): void {
  console.log(JSON.stringify({ value, peakKb: peakKb() }));
}

/**
 * The most memory this process has held. Linux hands `maxRSS` down: a child starts with what its parent
 * held when it was made. `VmHWM` is the process's own.
 */
export function peakKb(): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (found) return Number(found[1]);
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS;
}

/** @throws TimeLimitReached */
export async function lastJson<T extends object>(
  program: string,
  args: readonly string[],
  limitSeconds?: number,
): Promise<T> {
  const timeout = limitSeconds === undefined ? undefined : limitSeconds * 1000;
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const end = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal));
  });
  if (limitSeconds !== undefined && child.killed) throw new TimeLimitReached(limitSeconds);
  const last = output.trimEnd().split('\n').at(-1)!;
  if (end !== 0 || !last.startsWith('{')) throw new Error(`${program} ${args.join(' ')} ended with ${end}.`);
  return JSON.parse(last) as T;
}
