import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Replay, ReplayQuery } from '../contracts/replay.js';
import { EventFactsReader } from '../events/index.js';
import { type Reach, Reaches } from '../participation/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { type Difference, seriesOf } from './domain/series.js';
import { windowOf } from './domain/window.js';
import { ReplayRepository } from './replay.repository.js';

/** How many tellings of days are kept: those of a few events, in a few steps. */
const KEPT = 24;

export interface Told {
  /** Names this telling: the same tag, the same answer. */
  tag: string;
  replay: Replay;
}

/**
 * A day told again from the ledger, of all of the event or of one's own units. Kept by revision: who asks
 * meanwhile for the same gets the same telling.
 */
@Injectable()
export class ReplayService {
  private readonly kept = new Map<string, { version: string; told: Promise<Told> }>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(ReplayRepository) private readonly replays: ReplayRepository,
  ) {}

  /** @throws AppError `not_found` */
  async tell(principal: Principal, eventId: string, query: ReplayQuery): Promise<Told> {
    const reach = await this.reaches.of(principal, 'replay.read', await this.facts.get(eventId));
    const event = await this.replays.event(this.transactions.read, eventId);
    if (!event) throw new AppError('not_found');
    const key = [eventId, query.from, query.to, query.stepSeconds, nameOf(reach)].join(' ');
    const known = this.kept.get(key);
    if (known?.version === event.version) return known.told;
    const told = this.transactions.read.transaction('REPEATABLE READ', (manager) =>
      this.read(manager, eventId, query, reach),
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

  private async read(
    manager: EntityManager,
    eventId: string,
    query: ReplayQuery,
    reach: Reach,
  ): Promise<Told> {
    const event = await this.replays.event(manager, eventId);
    if (!event) throw new AppError('not_found');
    const window = windowOf(query, event);
    const differences = await this.replays.differences(manager, eventId, window, reach);
    const communes = within(reach, await this.replays.communes(manager, eventId), differences);
    const { title, provinceId, simulated, rev } = event;
    return {
      tag: `"${event.version}-${window.from.getTime()}-${window.lastStep}-${window.stepSeconds}${nameOf(reach)}"`,
      replay: {
        eventId,
        rev,
        within: reach === null ? 'event' : 'own',
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

/** One's own communes; and those where something of one's people is, of which the demand is not one's own. */
function within(
  reach: Reach,
  communes: Replay['communes'],
  differences: readonly Difference[],
): Replay['communes'] {
  if (reach === null) return communes;
  const there = new Set(differences.map((difference) => difference.communeId));
  return communes.flatMap((commune) => {
    if (reach.communes.has(commune.communeId)) return [commune];
    return there.has(commune.communeId) ? [{ ...commune, minimum: 0, target: 0 }] : [];
  });
}

/** Tells one part of the tree from another; empty of the whole event. */
function nameOf(reach: Reach): string {
  if (reach === null) return '';
  const text = [...reach.units, ...reach.communes].sort().join(' ');
  return `-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
