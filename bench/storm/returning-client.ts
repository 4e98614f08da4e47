import { LeanClient, localAddress } from '../live/lean-client.js';

/** How the published client library comes back: 2 to 20 seconds, twice as long each time, random by nine tenths. */
const BACKOFF = { minMs: 2_000, maxMs: 20_000, jitter: 0.9 };

/** A client that comes back by itself, by the rules of the client library. */
export class ReturningClient {
  private client: LeanClient | null = null;
  private attempts = 0;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;
  /** It has had a snapshot on its present connection. */
  hasSnapshot = false;

  constructor(
    private readonly n: number,
    private readonly port: number,
    private readonly token: string,
    private readonly eventId: string,
    private readonly onSnapshot: () => void,
  ) {
    this.connect();
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.client?.end();
  }

  private connect(): void {
    this.client = new LeanClient(
      this.port,
      { kind: 'staff', cookie: `rq_staff=${this.token}`, localAddress: localAddress(this.n) },
      { topic: 'board', eventId: this.eventId },
      {
        joined: (start) => {
          if (!start.startsWith('[{"ok":true')) throw new Error(`not joined: ${start}`);
          this.attempts = 0;
          this.hasSnapshot = true;
          this.onSnapshot();
        },
        message: () => undefined,
        closed: () => this.comeBack(),
      },
    );
  }

  private comeBack(): void {
    this.hasSnapshot = false;
    if (this.ended) return;
    const ms = BACKOFF.minMs * 2 ** this.attempts++;
    const deviation = (2 * Math.random() - 1) * BACKOFF.jitter * ms;
    this.timer = setTimeout(() => this.connect(), Math.min(BACKOFF.maxMs, ms + deviation));
  }
}
