import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Replay, ReplayQuery } from '../contracts/replay.js';
import { EventFactsReader } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { seriesOf } from './domain/series.js';
import { windowOf } from './domain/window.js';
import { ReplayRepository } from './replay.repository.js';

/** How many tellings of days are kept: those of a few events, in a few steps. */
const KEPT = 24;

export interface Told {
  /** Names this telling: the same tag, the same answer. */
  tag: string;
  replay: Replay;
}

/** A day told again from the ledger. Kept by revision: whoever asks meanwhile gets the same telling. */
@Injectable()
export class ReplayService {
  private readonly kept = new Map<string, { version: string; told: Promise<Told> }>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(ReplayRepository) private readonly replays: ReplayRepository,
  ) {}

  /** @throws AppError `not_found` */
  async tell(principal: Principal, eventId: string, query: ReplayQuery): Promise<Told> {
    await this.facts.require(principal, 'replay.read', eventId);
    const event = await this.replays.event(this.transactions.read, eventId);
    if (!event) throw new AppError('not_found');
    const key = [eventId, query.from, query.to, query.stepSeconds].join(' ');
    const known = this.kept.get(key);
    if (known?.version === event.version) return known.told;
    const told = this.transactions.read.transaction('REPEATABLE READ', (manager) =>
      this.read(manager, eventId, query),
    );
    this.kept.delete(key);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size < KEPT) break;
      this.kept.delete(oldest);
    }
    this.kept.set(key, { version: event.version, told });
    // What failed is not kept.
    told.catch(() => this.kept.delete(key));
    return told;
  }

  private async read(manager: EntityManager, eventId: string, query: ReplayQuery): Promise<Told> {
    const event = await this.replays.event(manager, eventId);
    if (!event) throw new AppError('not_found');
    const window = windowOf(query, event);
    const communes = await this.replays.communes(manager, eventId);
    const differences = await this.replays.differences(manager, eventId, window);
    const { title, provinceId, simulated, rev } = event;
    return {
      tag: `"${event.version}-${window.from.getTime()}-${window.lastStep}-${window.stepSeconds}"`,
      replay: {
        eventId,
        rev,
        title,
        provinceId,
        simulated,
        from: window.from.toISOString(),
        stepSeconds: window.stepSeconds,
        lastStep: window.lastStep,
        target: communes.reduce((sum, commune) => sum + commune.target, 0),
        communes,
        changes: seriesOf(
          differences,
          communes.map((commune) => commune.communeId),
        ),
      },
    };
  }
}
