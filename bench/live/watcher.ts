import { LeanClient, localAddress } from './lean-client.js';

const REV = /"rev":(\d+)/;

/** A board, a screen or a phone that is open, and when it showed which revision. */
export class Watcher {
  /** Of the frames: revision and time, both rising. */
  readonly shown: { rev: number; at: number }[] = [];
  private readonly client: LeanClient;

  private constructor(
    session: { port: number; kind: string; cookie: string; n: number },
    join: { topic: string; eventId: string },
    ready: (error?: Error) => void,
  ) {
    const { port, kind, cookie, n } = session;
    this.client = new LeanClient(port, { kind, cookie, localAddress: localAddress(n) }, join, {
      joined: (start) =>
        start.startsWith('[{"ok":true') ? ready() : ready(new Error(`Not joined: ${start}`)),
      message: (start) => {
        const rev = start.startsWith('42["frames"') ? REV.exec(start)?.[1] : undefined;
        if (rev !== undefined) this.shown.push({ rev: Number(rev), at: performance.now() });
      },
      closed: () => ready(new Error('A connection was closed.')),
    });
  }

  /** @throws Error when it is not let in */
  static open(
    session: { port: number; kind: string; cookie: string; n: number },
    join: { topic: string; eventId: string },
  ): Promise<Watcher> {
    return new Promise((resolve, reject) => {
      const watcher: Watcher = new Watcher(session, join, (error) =>
        error ? reject(error) : resolve(watcher),
      );
    });
  }

  get rev(): number {
    return this.shown.at(-1)?.rev ?? 0;
  }

  /** When it first showed this revision or a later one. */
  since(rev: number): number {
    let [low, high] = [0, this.shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.shown[middle]!.rev < rev) low = middle + 1;
      else high = middle;
    }
    return this.shown[low]?.at ?? Infinity;
  }

  end(): void {
    this.client.end();
  }
}
