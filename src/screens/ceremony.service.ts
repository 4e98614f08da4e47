import { Inject, Injectable } from '@nestjs/common';
import type { Ceremony, DressStage, FreezeStage, MoveStage, WriteCues } from '../contracts/ceremony.js';
import { CountsRepository, EventChanges, EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { readBy } from '../platform/database/statement.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireStaff } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import type { CeremonyEntity } from './ceremony.entity.js';
import { CeremonyRepository } from './ceremony.repository.js';
import { frozenAt } from './domain/frozen.js';
import { runningFrom } from './domain/running.js';
import { SeenScreensRepository } from './seen-screens.repository.js';
import { stageOf } from './stage.js';

/** Runs the screens of an event: all of them, at all sites, show what one row says. */
@Injectable()
export class CeremonyService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(CountsRepository) private readonly counts: CountsRepository,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CeremonyRepository) private readonly ceremonies: CeremonyRepository,
    @Inject(SeenScreensRepository) private readonly seen: SeenScreensRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async get(principal: Principal, eventId: string): Promise<Ceremony> {
    await this.events.require(principal, 'ceremony.read', eventId);
    return this.view(eventId);
  }

  /** Sends a cue to every screen; null: back to the number. @throws AppError `stale_ceremony`, `unknown_cue` */
  async move(principal: Principal, eventId: string, { from, cueId }: MoveStage): Promise<Ceremony> {
    await this.change(principal, eventId, (row) => {
      requireUnmoved(row.stage_rev, from);
      const cue = cueId === null ? null : row.cues.find(({ id }) => id === cueId);
      if (cue === undefined) throw new AppError('unknown_cue');
      row.running = cue && runningFrom(cue, this.clock.now());
    });
    return this.view(eventId);
  }

  /** Holds the figure of this moment on every screen, or lets it go. @throws AppError `stale_ceremony` */
  async freeze(principal: Principal, eventId: string, { from, frozen }: FreezeStage): Promise<Ceremony> {
    await this.change(principal, eventId, async (row, tx) => {
      requireUnmoved(row.stage_rev, from);
      row.frozen = null;
      if (!frozen) return;
      // Within the lock on the event: what is held is what stood at this revision, and nothing between.
      const numbers = await this.counts.read(readBy(tx.manager), eventId, { activities: 0 });
      if (!numbers) throw new AppError('not_found');
      row.frozen = frozenAt(this.clock.now(), numbers);
    });
    return this.view(eventId);
  }

  async dress(principal: Principal, eventId: string, { theme, host }: DressStage): Promise<Ceremony> {
    await this.change(principal, eventId, (row) => {
      row.theme = theme;
      row.host = host;
    });
    return this.view(eventId);
  }

  /** Replaces the list; what runs goes on as it was sent. @throws AppError `stale_cues` */
  async write(principal: Principal, eventId: string, { from, cues }: WriteCues): Promise<Ceremony> {
    await this.events.require(principal, 'ceremony.run', eventId);
    const { id: staffId } = requireStaff(principal);
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const row = await this.ceremonies.take(tx, eventId, staffId, now);
      if (row.list_rev !== from) throw new AppError('stale_cues');
      const communes = cues.flatMap(({ communeId }) => communeId ?? []);
      if (!(await this.ceremonies.hasSites(tx.manager, eventId, communes)))
        throw new AppError('commune_not_in_event');
      row.cues = cues;
      row.list_rev += 1;
      await this.ceremonies.save(tx, row);
    });
    return this.view(eventId);
  }

  /** One change of what every screen shows, in order with all others of the event. */
  async change(
    principal: Principal,
    eventId: string,
    apply: (row: CeremonyEntity, tx: Tx) => void | Promise<void>,
  ): Promise<void> {
    await this.events.require(principal, 'ceremony.run', eventId);
    const { id: staffId } = requireStaff(principal);
    await this.transactions.run(async (tx) => {
      await this.changes.raise(tx, eventId);
      const now = this.clock.now();
      const row = await this.ceremonies.take(tx, eventId, staffId, now);
      await apply(row, tx);
      row.stage_rev += 1;
      row.moved_by = staffId;
      row.moved_at = now;
      await this.ceremonies.save(tx, row);
    });
  }

  /** For who has been let in already. */
  async view(eventId: string): Promise<Ceremony> {
    const now = this.clock.now();
    const { read: manager } = this.transactions;
    const [stage, { listRev, cues, movedBy, movedAt }, screens] = await Promise.all([
      stageOf((statement) => this.transactions.readPrepared(statement), eventId),
      this.ceremonies.list(manager, eventId),
      this.seen.list(manager, eventId, now),
    ]);
    return {
      eventId,
      at: now.toISOString(),
      stage,
      listRev,
      cues: [...cues],
      movedBy,
      movedAt: movedAt?.toISOString() ?? null,
      screens,
    };
  }
}

/** Two organisers who press at once would skip a cue. */
function requireUnmoved(stageRev: number, from: number): void {
  if (stageRev !== from) throw new AppError('stale_ceremony');
}
