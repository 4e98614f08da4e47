import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { BEAT_MS } from '../contracts/live.js';
import { plainArray } from '../platform/database/statement.js';
import { Transactions } from '../platform/database/transactions.js';
import { describe } from '../platform/errors/describe.js';
import { SignalBus } from '../platform/signals.js';
import { spread } from '../platform/spread.js';
import { LiveSockets, type Rung } from './live-sockets.js';
import { personRoom } from './rooms.js';

/** People a question is about: to write it takes a millisecond for each thousand. */
const AT_A_TIME = 2_000;

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

  /** Ten thousand phones a few at a time: whoever has something new is answered, and nobody else. */
  private async look(): Promise<void> {
    try {
      await this.keepConnected();
      const known = [...this.rung];
      for (let from = 0; from < known.length; from += AT_A_TIME) {
        const risen = await this.risen(known.slice(from, from + AT_A_TIME));
        await spread(risen, ([personId, lastSeq]) => {
          if (this.rung.has(personId)) this.rung.set(personId, lastSeq);
          this.sockets.ring(personRoom(personId), { lastSeq });
        });
      }
    } catch (thrown) {
      this.log.error(describe(thrown));
    }
  }

  /** Knows those who are connected now, each with what was rung for them, and nobody else. */
  private async keepConnected(): Promise<void> {
    const before = this.rung;
    const now = new Map<string, number>();
    await spread(this.sockets.all, ({ data: { principal } }) => {
      if (principal.kind === 'volunteer') now.set(principal.id, before.get(principal.id) ?? 0);
    });
    this.rung = now;
  }

  /** Whose sequence is higher than what was rung. */
  private async risen(known: Rung): Promise<Rung> {
    const rows = await this.transactions.read.query<{ id: string; inbox_seq: number }[]>(
      `SELECT p.id, p.inbox_seq FROM unnest($1::uuid[], $2::int[]) AS known (id, seq)
       JOIN people p ON p.id = known.id WHERE p.inbox_seq > known.seq`,
      [
        plainArray(known.map(([personId]) => personId)),
        plainArray(known.map(([, lastSeq]) => String(lastSeq))),
      ],
    );
    return rows.map((row) => [row.id, row.inbox_seq]);
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
