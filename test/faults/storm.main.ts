/** Thousands of screens in one process: each follows the protocol and comes back when it is cut off. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { RawSocket } from './raw-socket.js';
import type { StormNews, StormOrder } from './storm.js';

const order = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as StormOrder;
/** Screens come back within 1 to 5 s, each at its own moment. */
const BACK_MS = { least: 1_000, most: 5_000 };
/** So many connect at once in the beginning. */
const AT_ONCE = 100;

const Snapshot = z.object({ snapshot: z.object({ epoch: z.string(), rev: z.int() }) });
/** Changes of a revision, or a whole state where a screen was passed by. */
const Frame = z.union([z.object({ from: z.int(), rev: z.int() }), Snapshot]);
const Beat = z.object({ epoch: z.string(), rev: z.int() });

class Screen {
  rev: number | null = null;
  /** Has a snapshot on the connection it has now. */
  current = false;
  stepsBack = 0;
  private epoch = '';
  private socket: RawSocket | null = null;
  private asking = false;

  constructor(
    private readonly port: number,
    private readonly cookie: string,
  ) {}

  connect(): void {
    this.asking = false;
    this.socket = new RawSocket(this.port, this.cookie, {
      text: (text) => this.hear(text),
      gone: () => void this.comeBack(),
    });
  }

  private async comeBack(): Promise<void> {
    this.current = false;
    await delay(BACK_MS.least + Math.random() * (BACK_MS.most - BACK_MS.least));
    this.connect();
  }

  private hear(text: string): void {
    if (text.startsWith('0')) this.socket?.send('40{"kind":"screen"}');
    else if (text === '2') this.socket?.send('3');
    else if (text.startsWith('40')) this.ask();
    else if (text.startsWith('44')) this.socket?.close();
    else if (text.startsWith('430')) this.takeSnapshot(JSON.parse(text.slice(3)));
    else if (text.startsWith('42')) this.takeMessage(JSON.parse(text.slice(2)));
  }

  private ask(): void {
    if (this.asking) return;
    this.asking = true;
    this.socket?.send(`420${JSON.stringify(['join', { topic: 'screen', eventId: order.eventId }])}`);
  }

  private takeSnapshot(answer: unknown): void {
    this.asking = false;
    const read = z.tuple([Snapshot]).safeParse(answer);
    if (!read.success) {
      this.socket?.close(); // refused, for now: it comes back
      return;
    }
    const { epoch, rev } = read.data[0].snapshot;
    this.current = true;
    this.show(epoch, rev);
  }

  private takeMessage(message: unknown): void {
    const named = z.tuple([z.string(), z.unknown()]).safeParse(message);
    if (!named.success || this.rev === null) return;
    const [name, body] = named.data;
    if (name === 'frames') {
      for (const frame of z.array(Frame).parse(body)) this.takeFrame(frame);
    } else if (name === 'beat') {
      const { epoch, rev } = Beat.parse(body);
      if (epoch !== this.epoch || rev > this.rev) setTimeout(() => this.ask(), Math.random() * 1_000);
    }
  }

  private takeFrame(frame: z.infer<typeof Frame>): void {
    if ('snapshot' in frame) {
      const { epoch, rev } = frame.snapshot;
      if (epoch !== this.epoch || this.rev === null || rev > this.rev) this.show(epoch, rev);
    } else if (frame.from === this.rev) this.show(this.epoch, frame.rev);
    else if (frame.rev !== this.rev) setTimeout(() => this.ask(), Math.random() * 1_000);
  }

  private show(epoch: string, rev: number): void {
    if (epoch === this.epoch && this.rev !== null && rev < this.rev) this.stepsBack++;
    this.epoch = epoch;
    this.rev = rev;
  }
}

process.once('disconnect', () => process.exit(1));
const screens = order.cookies.map((cookie, i) => new Screen(order.ports[i % order.ports.length]!, cookie));
setInterval(() => {
  const current = screens.filter((screen) => screen.current);
  const revs = current.map(({ rev }) => rev ?? 0);
  const news: StormNews = {
    current: current.length,
    oldestRev: revs.reduce((a, b) => Math.min(a, b), Infinity),
    stepsBack: screens.reduce((sum, screen) => sum + screen.stepsBack, 0),
  };
  process.send?.(news);
}, 200);
for (let i = 0; i < screens.length; i += AT_ONCE) {
  for (const screen of screens.slice(i, i + AT_ONCE)) screen.connect();
  await delay(50);
}
