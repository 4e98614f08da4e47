import { fork, type ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import type { LedgerLine, LoadNews, LoadOrder } from './load.js';
import { tie } from './remains.js';

/** The load client's process, seen from the harness. */
export class LoadClient {
  private news: LoadNews = { acknowledged: 0, waiting: 0, done: false };
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly ledger: string,
  ) {
    child.on('message', (news: LoadNews) => {
      this.news = news;
      for (const listener of [...this.listeners]) listener();
    });
  }

  /** Starts the load; files are kept in `folder` under `name`. */
  static async start(folder: string, name: string, order: Omit<LoadOrder, 'ledger'>): Promise<LoadClient> {
    const ledger = join(folder, `${name}.ledger`);
    const file = join(folder, `${name}.order`);
    await writeFile(file, JSON.stringify({ ...order, ledger } satisfies LoadOrder));
    const program = join(PROJECT_ROOT, 'dist/test/faults/load.main.js');
    const child = fork(program, [file], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    return new LoadClient(tie(child), ledger);
  }

  get done(): boolean {
    return this.news.done;
  }
  get acknowledged(): number {
    return this.news.acknowledged;
  }
  get waiting(): number {
    return this.news.waiting;
  }

  /** Resolves when `count` entries have a receipt, or the load has ended. */
  untilAcknowledged(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.news.acknowledged < count && !this.news.done && this.child.exitCode === null) return;
        this.listeners.delete(look);
        resolve();
      };
      this.listeners.add(look);
      this.child.once('exit', look);
      look();
    });
  }

  /** All phones send everything once more. */
  replay(): void {
    this.news = { acknowledged: 0, waiting: 0, done: false };
    this.child.send('replay');
  }

  /** What it has written, in order. A line cut short by a kill does not count. */
  async read(): Promise<LedgerLine[]> {
    const text = await readFile(this.ledger, 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LedgerLine);
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}
