import { fork, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { tie } from './remains.js';

export interface StormOrder {
  ports: readonly number[];
  /** One screen for each: every one has a session of its own. */
  cookies: readonly string[];
  eventId: string;
}
export interface StormNews {
  /** Screens that have a snapshot on the connection they have now. */
  current: number;
  /** The oldest revision that one of them shows. */
  oldestRev: number;
  stepsBack: number;
}

/** The process of the many screens, seen from the harness. */
export class Storm {
  news: StormNews = { current: 0, oldestRev: 0, stepsBack: 0 };

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (news: StormNews) => (this.news = news));
  }

  static async start(folder: string, order: StormOrder): Promise<Storm> {
    const file = join(folder, `${order.eventId}.storm`);
    await writeFile(file, JSON.stringify(order));
    const program = join(PROJECT_ROOT, 'dist/test/faults/storm.main.js');
    const stdio: ('ignore' | 'inherit' | 'ipc')[] = ['ignore', 'ignore', 'inherit', 'ipc'];
    return new Storm(tie(fork(program, [file], { stdio, execArgv: [] })));
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}
