import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks a second, as /proc counts processor time. */
const TICKS = 100;

interface Stat {
  parent: number;
  own: number;
  /** Of children that have ended and been waited for. */
  reaped: number;
}

/** Seconds of processor time a process has used, with all its children, ended ones too. Linux only. */
export function cpuOf(pid: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat) stats.set(Number(name), stat);
  }
  const total = (of: number): number => {
    const stat = stats.get(of);
    if (!stat) return 0;
    let ticks = stat.own + stat.reaped;
    for (const [child, { parent }] of stats) if (parent === of) ticks += total(child);
    return ticks;
  };
  return total(pid) / TICKS;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, reaped: fields[13]! + fields[14]! };
  } catch {
    return null; // it has just ended
  }
}
