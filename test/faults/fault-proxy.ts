import { createServer, type Server, type Socket, connect } from 'node:net';

type Way = 'toServer' | 'toClient';

/** One client's connection and ours to the server behind it. */
interface Link {
  client: Socket;
  server: Socket;
  /** Bytes that were swallowed while the link was broken, in order. */
  held: Record<Way, Buffer[]>;
  /** This direction lost bytes for good: nothing after them may arrive. */
  dead: Record<Way, boolean>;
  /** What the sender of a direction has done and the other end may not have been told. */
  said: Record<Way, 'more' | 'end' | 'gone'>;
  /** The answer to what was just sent is dropped, and then the link cut. */
  losing: Loss | null;
}

interface Loss {
  /** The last that is dropped; null: whatever comes first. */
  upTo: string | null;
  done: () => void;
}

interface Trap {
  text: string;
  spring(link: Link): void;
}

const KEPT_BYTES = 4 * 1024 * 1024;

/**
 * A TCP proxy on loopback that fails on demand, as networks do. Faults concern connections that are
 * open and those opened while it lasts; `heal` ends all but what has been lost for good.
 */
export class FaultProxy {
  private readonly links = new Set<Link>();
  private readonly traps = new Set<Trap>();
  private readonly broken: Record<Way, boolean> = { toServer: false, toClient: false };
  private delayMs = 0;
  private refusing = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private readonly target: () => number | null,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  /** @param target the port behind it on loopback at this moment; null: nobody listens there */
  static async open(target: () => number | null): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', 4096, resolve);
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    return new FaultProxy(server, address.port, target);
  }

  get open(): number {
    return this.links.size;
  }

  /** Our own ports to the server behind it: by these it knows whom a connection belongs to. */
  get portsToServer(): number[] {
    return [...this.links].flatMap(({ server }) => server.localPort ?? []);
  }

  /** Everything arrives so much later, in order. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** Accepts and swallows, both ways; nobody is told. */
  blackHole(): void {
    this.broken.toServer = true;
    this.broken.toClient = true;
  }

  /** One direction dies without a word; the other goes on. */
  halfOpen(way: Way): void {
    this.broken[way] = true;
  }

  /** Every connection is cut with a reset, and new ones too until `heal`. */
  refuse(): void {
    this.refusing = true;
    this.reset();
  }

  /** Every open connection is cut with a reset; new ones are welcome. */
  reset(): void {
    for (const link of [...this.links]) this.cut(link);
  }

  /**
   * Calls `act` once, in the moment before a request that holds `text` is passed on.
   * @returns takes the trap away again
   */
  beforeRequest(text: string, act: () => void): () => void {
    const trap: Trap = { text, spring: () => act() };
    this.traps.add(trap);
    return () => this.traps.delete(trap);
  }

  /**
   * The next request that holds `text` is carried out, its answer is lost and the connection cut.
   * @param upTo where several requests went out together: the last answer that is lost, so that what asked
   *   for it has been carried out when the connection is cut
   */
  loseAnswerTo(text: string, done: () => void, upTo: string | null = null): () => void {
    const trap: Trap = { text, spring: (link) => (link.losing = { upTo, done }) };
    this.traps.add(trap);
    return () => this.traps.delete(trap);
  }

  /**
   * @param late true: what was swallowed arrives now, as TCP would send it again; false: connections
   *   that lost bytes stay silent for ever, as behind a router that forgot them
   */
  heal(late: boolean): void {
    this.delayMs = 0;
    this.refusing = false;
    this.traps.clear();
    const mended = (['toServer', 'toClient'] as const).filter((way) => this.broken[way]);
    for (const way of mended) this.broken[way] = false;
    for (const link of [...this.links]) {
      const lost = mended.some((way) => link.held[way].length > 0 || link.said[way] !== 'more');
      if (lost && !late) link.dead = { toServer: true, toClient: true };
      for (const way of mended) this.deliver(link, way);
    }
  }

  /** Ends what `heal(false)` has left hanging. */
  forget(): void {
    for (const link of [...this.links]) {
      if (link.dead.toServer || link.dead.toClient) this.cut(link);
    }
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const link of [...this.links]) this.cut(link);
    await closed;
  }

  private accept(client: Socket): void {
    client.on('error', () => undefined);
    const port = this.target();
    if (this.refusing || port === null) {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const link: Link = {
      client,
      server,
      held: { toServer: [], toClient: [] },
      dead: { toServer: false, toClient: false },
      said: { toServer: 'more', toClient: 'more' },
      losing: null,
    };
    this.links.add(link);
    this.carry(link, 'toServer', client, server);
    this.carry(link, 'toClient', server, client);
  }

  private carry(link: Link, way: Way, from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      if (way === 'toServer') this.spring(link, chunk);
      else if (link.losing) {
        this.lose(link, link.losing, chunk);
        return;
      }
      if (this.delayMs > 0) setTimeout(() => this.pass(link, way, chunk), this.delayMs);
      else this.pass(link, way, chunk);
    });
    to.on('drain', () => from.resume());
    const say = (what: 'end' | 'gone') => {
      link.said[way] = what;
      if (this.delayMs > 0) setTimeout(() => this.pass(link, way, null), this.delayMs);
      else this.pass(link, way, null);
    };
    from.on('error', () => undefined);
    from.once('end', () => say('end'));
    from.once('close', () => {
      say('gone');
      if (to.destroyed) this.links.delete(link);
    });
  }

  private lose(link: Link, { upTo, done }: Loss, chunk: Buffer): void {
    if (upTo !== null && !chunk.includes(upTo)) return;
    this.cut(link);
    done();
  }

  private spring(link: Link, chunk: Buffer): void {
    for (const trap of [...this.traps]) {
      if (!chunk.includes(trap.text)) continue;
      this.traps.delete(trap);
      trap.spring(link);
    }
  }

  /** Hands on bytes, or null: that the sender has ended or gone. */
  private pass(link: Link, way: Way, chunk: Buffer | null): void {
    if (link.dead[way]) return;
    if (this.broken[way]) {
      if (chunk === null) return;
      link.held[way].push(chunk);
      const kept = link.held[way].reduce((sum, { length }) => sum + length, 0);
      if (kept > KEPT_BYTES) link.dead[way] = true;
      return;
    }
    const [from, to] = way === 'toServer' ? [link.client, link.server] : [link.server, link.client];
    if (chunk !== null) {
      if (!to.destroyed && !to.write(chunk)) from.pause();
      return;
    }
    if (link.said[way] === 'gone') to.destroySoon();
    else to.end();
  }

  private deliver(link: Link, way: Way): void {
    const held = link.held[way].splice(0);
    if (link.dead[way]) return;
    for (const chunk of held) this.pass(link, way, chunk);
    if (link.said[way] !== 'more') this.pass(link, way, null);
  }

  private cut(link: Link): void {
    this.links.delete(link);
    link.client.resetAndDestroy();
    link.server.resetAndDestroy();
  }
}
