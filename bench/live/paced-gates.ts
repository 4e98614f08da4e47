import { connect } from 'node:net';

/** What was answered to one request, and when its last byte had come. */
export interface Acknowledged {
  rev: number;
  at: number;
}

const LOOK_MS = 2;

/**
 * Gates that send so many requests a second by the clock, whether the earlier ones have been answered or not; each
 * waits for its answer before it takes the next.
 */
export class PacedGates {
  readonly acknowledged: Acknowledged[] = [];
  private readonly idle: Gate[] = [];
  private readonly gates: Gate[] = [];

  private constructor() {}

  static async open(port: number, count: number): Promise<PacedGates> {
    const all = new PacedGates();
    await Promise.all(
      Array.from({ length: count }, async () => {
        const gate = await Gate.open(port);
        all.gates.push(gate);
        all.idle.push(gate);
      }),
    );
    return all;
  }

  /** @returns how many a second were answered @throws Error when one is refused or a connection breaks */
  async send(requests: readonly string[], perSecond: number): Promise<number> {
    const began = performance.now();
    let next = 0;
    let answered = 0;
    await new Promise<void>((resolve, reject) => {
      const clock = setInterval(() => {
        const due = Math.min(requests.length, ((performance.now() - began) / 1000) * perSecond);
        for (; next < due && this.idle.length > 0; next++) {
          const gate = this.idle.pop()!;
          gate.ask(requests[next]!).then((answer) => {
            this.idle.push(gate);
            this.acknowledged.push(answer);
            if (++answered < requests.length) return;
            clearInterval(clock);
            resolve();
          }, reject);
        }
      }, LOOK_MS);
    });
    return answered / ((performance.now() - began) / 1000);
  }

  close(): void {
    for (const gate of this.gates) gate.close();
  }
}

/** One connection on the bare socket, so that it costs little. */
class Gate {
  private text = '';
  private waiting: { resolve: (answer: Acknowledged) => void; reject: (reason: Error) => void } | null = null;

  private constructor(private readonly tcp: ReturnType<typeof connect>) {
    tcp.setNoDelay(true);
    tcp.on('data', (bytes) => this.take(bytes.toString('latin1')));
    tcp.on('error', () => undefined); // it closes
    tcp.on('close', () => this.waiting?.reject(new Error('The server closed a connection.')));
  }

  static open(port: number): Promise<Gate> {
    return new Promise((resolve, reject) => {
      const tcp = connect(port, '127.0.0.1', () => resolve(new Gate(tcp)));
      tcp.once('error', reject);
    });
  }

  ask(request: string): Promise<Acknowledged> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.tcp.write(request);
    });
  }

  close(): void {
    this.waiting = null;
    this.tcp.destroy();
  }

  private take(more: string): void {
    this.text += more;
    const head = this.text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.text)?.[1]);
    if (this.text.length < head + 4 + length) return;
    const at = performance.now();
    const { text, waiting } = this;
    this.text = '';
    this.waiting = null;
    const rev = /"rev":(\d+)/.exec(text)?.[1];
    if (text.startsWith('HTTP/1.1 200') && text.includes('"outcome":"counted"') && rev !== undefined)
      waiting?.resolve({ rev: Number(rev), at });
    else waiting?.reject(new Error(`A check-in was not counted: ${text.slice(0, 500)}`));
  }
}
