import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  type Audience,
  type AudienceCount,
  type Broadcast,
  BROADCAST_WAIT_MS,
  type BroadcastPeopleQuerySchema,
  type BroadcastPerson,
  type SendBroadcast,
} from '../contracts/broadcasts.js';
import type { Page } from '../contracts/common.js';
import type { Call } from '../contracts/people.js';
import { EventAccess } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireStaff } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { AudienceReader } from './audience.js';
import { type BroadcastRow, BroadcastsRepository } from './broadcasts.repository.js';
import { sendBroadcast } from './broadcast-job.js';

/** The same text to the same people within this time is asked about. */
const REPEATED_WITHIN_MS = 60_000;

/** One text to many people: composed, taken back, and looked after. */
@Injectable()
export class BroadcastsService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(AudienceReader) private readonly audience: AudienceReader,
    @Inject(BroadcastsRepository) private readonly broadcasts: BroadcastsRepository,
  ) {}

  async count(principal: Principal, eventId: string, audience: Audience): Promise<AudienceCount> {
    const { units } = await this.access.reach(principal, 'broadcasts.send', eventId);
    return this.audience.count(this.transactions.read, { eventId, audience, units });
  }

  /** It waits a little before it goes out. @throws AppError `nobody_reached`, `broadcast_again` */
  async send(principal: Principal, eventId: string, wish: SendBroadcast): Promise<Broadcast> {
    const { units } = await this.access.reach(principal, 'broadcasts.send', eventId);
    const now = this.clock.now();
    const audience = sorted(wish);
    const { people } = await this.audience.count(this.transactions.read, { eventId, audience, units });
    if (people === 0) throw new AppError('nobody_reached');
    const broadcast = {
      id: newId(now.getTime()),
      event_id: eventId,
      staff_id: requireStaff(principal).id,
      within_units: units && [...units].sort(),
      commune_ids: audience.communeIds,
      states: audience.states,
      skills: audience.skills,
      text: wish.text,
      answers: wish.answers,
      state: 'waiting' as const,
      people,
      created_at: now,
      due_at: new Date(now.getTime() + BROADCAST_WAIT_MS),
      sent_at: null,
    };
    await this.transactions.run(async (tx) => {
      const since = new Date(now.getTime() - REPEATED_WITHIN_MS);
      if ((await this.broadcasts.isRepeated(tx, broadcast, since)) && !wish.again)
        throw new AppError('broadcast_again');
      await this.broadcasts.insert(tx, broadcast);
      const broadcastId = broadcast.id;
      tx.afterCommit(() => this.jobs.add(sendBroadcast, { broadcastId }, broadcastId, BROADCAST_WAIT_MS));
    });
    return this.one(principal, eventId, broadcast.id);
  }

  /** @throws AppError `broadcast_gone` once it has gone out */
  async undo(principal: Principal, eventId: string, id: string): Promise<Broadcast> {
    const { units } = await this.access.reach(principal, 'broadcasts.send', eventId);
    await this.row(eventId, units, id);
    await this.transactions.run(async (tx) => {
      if (!(await this.broadcasts.undo(tx, id))) throw new AppError('broadcast_gone');
    });
    return this.one(principal, eventId, id);
  }

  async list(principal: Principal, eventId: string): Promise<Broadcast[]> {
    const { units } = await this.access.reach(principal, 'broadcasts.read', eventId);
    const rows = await this.broadcasts.list(this.transactions.read, eventId, units);
    return rows.map((row) => this.view(row));
  }

  async one(principal: Principal, eventId: string, id: string): Promise<Broadcast> {
    const { units } = await this.access.reach(principal, 'broadcasts.read', eventId);
    return this.view(await this.row(eventId, units, id));
  }

  async people(
    principal: Principal,
    eventId: string,
    id: string,
    query: z.infer<typeof BroadcastPeopleQuerySchema>,
  ): Promise<Page<BroadcastPerson>> {
    const { units } = await this.access.reach(principal, 'broadcasts.read', eventId);
    const row = await this.row(eventId, units, id);
    return this.broadcasts.people(this.transactions.read, row, units, query);
  }

  /** Whoever calls asks for the number of this one person. @throws AppError `not_found`, `no_phone` */
  async call(principal: Principal, eventId: string, id: string, personId: string): Promise<Call> {
    const { units } = await this.access.reach(principal, 'people.call', eventId);
    await this.row(eventId, units, id);
    const phone = await this.broadcasts.phoneOf(this.transactions.read, id, personId, units);
    if (phone === null) throw new AppError('no_phone');
    await this.transactions.note();
    return { phone };
  }

  private async row(eventId: string, units: readonly string[] | null, id: string): Promise<BroadcastRow> {
    const [row] = await this.broadcasts.list(this.transactions.read, eventId, units, id);
    if (!row) throw new AppError('not_found');
    return row;
  }

  private view(row: BroadcastRow): Broadcast {
    const waitMs = row.due_at.getTime() - this.clock.now().getTime();
    return {
      id: row.id,
      eventId: row.event_id,
      text: row.text,
      answers: row.answers,
      audience: { communeIds: row.commune_ids, states: row.states, skills: row.skills },
      ownUnits: row.within_units !== null,
      state: row.state,
      by: row.by,
      createdAt: row.created_at.toISOString(),
      sentAt: row.sent_at?.toISOString() ?? null,
      waitMs: row.state === 'waiting' ? Math.max(0, waitMs) : null,
      people: row.people,
      seen: row.seen,
      answered: row.answered,
      chosen: row.chosen.slice(0, row.answers.length),
    };
  }
}

/** Two who choose the same in another order choose the same. */
const sorted = ({ communeIds, states, skills }: Audience): Audience => ({
  communeIds: [...new Set(communeIds)].sort(),
  states: [...new Set(states)].sort(),
  skills: [...new Set(skills)].sort(),
});
