import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { BEAT_MS } from '../contracts/live.js';
import { Transactions } from '../platform/database/transactions.js';
import { describe } from '../platform/errors/http-error.filter.js';
import { SignalBus } from '../platform/signals.js';
import { LiveSockets, type Rung } from './live-sockets.js';
import { personRoom } from './rooms.js';

/**
 * Tells phones that their inbox has something new. A signal rings at once, here and on every
 * node that Redis reaches; what a signal missed is found by a look at the sequences of all who are
 * connected here, one query every few seconds.
 */
@Injectable()
export class Bell implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('live');
  /** The last sequence rung for each person connected here. */
  private rung = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SignalBus) signals: SignalBus,
  ) {
    signals.on('inboxChanged', ({ personIds }) => void this.ring(personIds));
  }

  onApplicationBootstrap(): void {
    this.sockets.onOtherNodes((rung) => this.ringHere(rung));
    this.timer = setInterval(() => {
      this.looking ??= this.look().finally(() => (this.looking = null));
    }, BEAT_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  private async ring(personIds: readonly string[]): Promise<void> {
    try {
      const rung = [...(await this.sequences(personIds))];
      this.ringHere(rung);
      this.sockets.tellOtherNodes(rung);
    } catch (thrown) {
      this.log.error(describe(thrown)); // the next look rings
    }
  }

  private ringHere(rung: Rung): void {
    for (const [personId, lastSeq] of rung) {
      if (this.rung.has(personId)) this.rung.set(personId, lastSeq);
      this.sockets.ring(personRoom(personId), { lastSeq });
    }
  }

  private async look(): Promise<void> {
    const volunteers = this.sockets.all
      .map(({ data }) => data.principal)
      .filter((p) => p.kind === 'volunteer');
    const before = this.rung;
    try {
      const now = await this.sequences([...new Set(volunteers.map((volunteer) => volunteer.id))]);
      for (const [personId, lastSeq] of now) {
        if (lastSeq > (before.get(personId) ?? 0)) {
          this.sockets.ring(personRoom(personId), { lastSeq });
        }
      }
      this.rung = now;
    } catch (thrown) {
      this.log.error(describe(thrown));
    }
  }

  private async sequences(personIds: readonly string[]): Promise<Map<string, number>> {
    if (personIds.length === 0) return new Map();
    const rows = await this.transactions.read.query<{ id: string; inbox_seq: number }[]>(
      'SELECT id, inbox_seq FROM people WHERE id = ANY ($1::uuid[])',
      [personIds],
    );
    return new Map(rows.map((row) => [row.id, row.inbox_seq]));
  }
}
