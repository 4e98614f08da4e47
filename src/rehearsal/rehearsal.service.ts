import { Inject, Injectable } from '@nestjs/common';
import type { CreateRehearsal, Rehearsal, ReportRehearsalBody } from '../contracts/rehearsal.js';
import { EventAccess, EventChanges, type CountDelta } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Random } from '../kernel/random.js';
import { PersonalLinks } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireStaff } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { inventName } from '../demo/index.js';
import { RehearsalEntity } from './rehearsal.entity.js';
import { RehearsalProcess } from './rehearsal-process.js';
import { RehearsalRepository } from './rehearsal.repository.js';

@Injectable()
export class RehearsalService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(RehearsalRepository) private readonly rehearsals: RehearsalRepository,
    @Inject(PersonalLinks) private readonly links: PersonalLinks,
    @Inject(RehearsalProcess) private readonly process: RehearsalProcess,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Makes the simulated copy of an event and its people. The copy begins now, so that it can go live at once. */
  async create(principal: Principal, eventId: string, wish: CreateRehearsal): Promise<Rehearsal> {
    const staff = requireStaff(principal);
    const event = await this.access.require(principal, 'rehearsals.run', eventId);
    if (event.simulated) throw new AppError('rehearsal_of_rehearsal');
    const now = this.clock.now();
    return this.transactions.run(async (tx) => {
      const copyId = await this.rehearsals.copyEvent(tx, event, now);
      const raised = await this.changes.raise(tx, copyId);
      const made = await this.rehearsals.inventPeople(
        tx,
        eventId,
        copyId,
        simulatedNames(wish.seed, wish.people),
      );
      if (made.size === 0) throw new AppError('nobody_registered');
      const deltas = [...made].map(([orgUnitId, by]): CountDelta => ({
        siteId: null,
        orgUnitId,
        metric: 'registered',
        by,
      }));
      await this.changes.count(tx, raised, deltas);
      await this.changes.record(tx, raised, [{ kind: 'registered', count: wish.people }]);
      const rehearsal = tx.manager.create(RehearsalEntity, {
        id: newId(),
        of_event_id: eventId,
        event_id: copyId,
        state: 'created',
        people: wish.people,
        seed: wish.seed,
        step: 'created',
        progress: 0,
        verdict: null,
        staff_id: staff.id,
        created_at: now,
      });
      await tx.manager.insert(RehearsalEntity, rehearsal);
      return toRehearsal(rehearsal);
    });
  }

  async list(principal: Principal, eventId: string): Promise<Rehearsal[]> {
    await this.access.require(principal, 'rehearsals.run', eventId);
    const rows = await this.transactions.read.find(RehearsalEntity, {
      where: { of_event_id: eventId },
      order: { created_at: 'DESC' },
    });
    return rows.map(toRehearsal);
  }

  async get(principal: Principal, id: string): Promise<Rehearsal> {
    return toRehearsal(await this.require(principal, id));
  }

  /** New personal links for all simulated people: what would have reached them by SMS. */
  async simulatedLinks(principal: Principal, id: string): Promise<{ personId: string; token: string }[]> {
    const rehearsal = await this.require(principal, id);
    return this.transactions.run(async (tx) => {
      const people = await this.rehearsals.peopleOf(tx.manager, rehearsal.event_id);
      return this.links.createMany(tx, people);
    });
  }

  /** Starts the driver as a process of its own that comes back to this server over HTTP and sockets. */
  async start(principal: Principal, id: string): Promise<Rehearsal> {
    const staff = requireStaff(principal);
    const rehearsal = await this.require(principal, id);
    const [, started] = await this.transactions.read.query<[unknown[], number]>(
      `UPDATE rehearsals SET state = 'running', step = 'starting', progress = 0, verdict = NULL
       WHERE id = $1 AND state <> 'running'`,
      [id],
    );
    if (started === 0) throw new AppError('rehearsal_running');
    await this.process.start({ rehearsalId: id, staffId: staff.id });
    return { ...toRehearsal(rehearsal), state: 'running', step: 'starting', progress: 0, verdict: null };
  }

  /** What the driver tells of its progress. */
  async report(principal: Principal, id: string, report: ReportRehearsalBody): Promise<Rehearsal> {
    const rehearsal = await this.require(principal, id);
    const state = report.failed ? 'failed' : report.verdict ? 'finished' : 'running';
    const verdict = report.verdict ?? null;
    await this.transactions.read.update(
      RehearsalEntity,
      { id },
      { state, step: report.step, progress: report.progress, verdict },
    );
    return { ...toRehearsal(rehearsal), state, step: report.step, progress: report.progress, verdict };
  }

  async wipe(principal: Principal, id: string): Promise<void> {
    const rehearsal = await this.require(principal, id);
    this.process.stop(id);
    await this.transactions.run((tx) => this.rehearsals.wipe(tx, rehearsal.event_id));
  }

  private async require(principal: Principal, id: string): Promise<RehearsalEntity> {
    const rehearsal = await this.transactions.read.findOneBy(RehearsalEntity, { id });
    if (!rehearsal) throw new AppError('not_found');
    await this.access.require(principal, 'rehearsals.run', rehearsal.of_event_id);
    return rehearsal;
  }
}

function simulatedNames(seed: number, people: number): string[] {
  const random = new Random(seed);
  return Array.from({ length: people }, () =>
    inventName(random, random.chance(0.5) ? 'female' : 'male', { south: false, upland: random.chance(0.2) }),
  );
}

function toRehearsal(row: RehearsalEntity): Rehearsal {
  return {
    id: row.id,
    ofEventId: row.of_event_id,
    eventId: row.event_id,
    state: row.state,
    people: row.people,
    seed: row.seed,
    step: row.step,
    progress: row.progress,
    verdict: row.verdict,
    createdAt: row.created_at.toISOString(),
  };
}
