import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventResults } from '../contracts/results.js';
import { EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { type Reach, Reaches } from '../participation/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { inOrder, sumOf } from './domain/add-up.js';
import { EventResultsRepository } from './event-results.repository.js';
import { ResultPhotosRepository } from './result-photos.repository.js';

/** What an event has achieved: all of it, or what one's own units did. */
@Injectable()
export class EventResultsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(EventResultsRepository) private readonly results: EventResultsRepository,
    @Inject(ResultPhotosRepository) private readonly photos: ResultPhotosRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `not_found` */
  async show(principal: Principal, eventId: string): Promise<EventResults> {
    const reach = await this.reaches.of(principal, 'results.read', await this.facts.get(eventId));
    return this.transactions.read.transaction('REPEATABLE READ', (manager) =>
      this.read(manager, eventId, reach),
    );
  }

  /** For a transaction that reads one state of the database. @throws AppError `not_found` */
  async read(manager: EntityManager, eventId: string, reach: Reach): Promise<EventResults> {
    const event = await this.results.event(manager, eventId);
    if (!event) throw new AppError('not_found');
    const indicators = await this.results.indicators(manager, eventId);
    const leaves = await this.results.leaves(manager, eventId, reach);
    const communes = await this.results.communes(manager, eventId, reach);
    const hours = await this.results.hours(manager, eventId, reach);
    const ids = indicators.map((one) => one.id);
    return {
      eventId,
      campaignId: event.campaignId,
      rev: event.rev,
      at: this.clock.now().toISOString(),
      within: reach === null ? 'event' : 'own',
      indicators: indicators.map(({ id, alone, target, amount, people, ...one }) => ({
        ...one,
        indicatorId: id,
        ...sumOf(leaves.filter((leaf) => leaf.indicatorId === id)),
        target: alone ? target : null,
        campaign: { amount, people, target },
      })),
      communes: communes.map((commune) => ({
        ...commune,
        values: inOrder(
          ids,
          leaves.filter((leaf) => leaf.communeId === commune.communeId),
        ),
      })),
      hours: [...new Set(hours.map(({ hour }) => hour.toISOString()))].map((hour) => ({
        hour,
        values: inOrder(
          ids,
          hours.filter((leaf) => leaf.hour.toISOString() === hour),
        ),
      })),
      refused: reach === null ? await this.results.refused(manager, eventId) : [],
      photos: await this.photos.count(manager, eventId, reach),
    };
  }
}
