import { Inject, Injectable } from '@nestjs/common';
import type {
  AskPrivacy,
  DecidePrivacy,
  ExtendPrivacy,
  MyRequest,
  PrivacyRequest,
  PrivacyRequestList,
} from '../contracts/privacy.js';
import { Clock } from '../kernel/clock.js';
import { tidy } from '../kernel/vietnamese.js';
import { PeopleRepository, requireMobile } from '../people/index.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireScope, requireStaff, requireVolunteer, unitsOf } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { Erasure } from './erasure.service.js';
import { type FoundRequest, RequestsRepository } from './requests.repository.js';

/** What people ask about their own data, and what the office decides. */
@Injectable()
export class RequestsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(RequestsRepository) private readonly requests: RequestsRepository,
    @Inject(PeopleRepository) private readonly people: PeopleRepository,
    @Inject(Erasure) private readonly erasure: Erasure,
  ) {}

  /** A copy is there at once; what changes the roll waits for the office. @throws AppError `request_open`, `not_a_mobile_number` */
  async ask(principal: Principal, wanted: AskPrivacy): Promise<MyRequest> {
    const { id: personId, simulated } = requireVolunteer(principal);
    if (simulated) throw new AppError('not_allowed');
    const now = this.clock.now();
    const phone =
      wanted.kind === 'correct' && wanted.phone !== undefined ? requireMobile(wanted.phone) : undefined;
    const id = await this.transactions.run((tx) => {
      switch (wanted.kind) {
        case 'copy':
          return this.requests.done(tx, personId, 'copy', now);
        case 'erase':
          return this.requests.open(tx, personId, 'erase', now);
        case 'correct':
          return this.requests.open(tx, personId, 'correct', now, {
            fullName: wanted.fullName === undefined ? undefined : tidy(wanted.fullName),
            birthDate: wanted.birthDate,
            phone,
          });
      }
    });
    const [request] = await this.requests.ofPerson(this.transactions.read, personId, id);
    if (!request) throw new AppError('not_found');
    return request;
  }

  async list(principal: Principal): Promise<PrivacyRequestList> {
    const roots = unitsOf(principal, 'privacy.read');
    const { read } = this.transactions;
    return {
      open: await this.requests.list(read, roots, 'open'),
      decided: await this.requests.list(read, roots, 'decided'),
    };
  }

  /** Carries out or refuses. @throws AppError `not_found`, `request_decided`, `phone_taken` */
  async decide(principal: Principal, id: string, wanted: DecidePrivacy): Promise<PrivacyRequest> {
    const by = requireStaff(principal).id;
    await this.transactions.run(async (tx) => {
      const at = this.clock.now();
      const request = await this.require(tx, principal, id);
      const refused = wanted.decision === 'refuse';
      const decision = {
        state: refused ? 'refused' : 'done',
        reason: wanted.reason ?? null,
        by,
        at,
      } as const;
      await this.requests.decide(tx, id, decision);
      if (!refused) await this.carryOut(tx, request, by);
    });
    return this.show(principal, id, 'decided');
  }

  /** One more term, once, for a reason that the person reads. @throws AppError `not_found`, `request_decided`, `request_extended` */
  async extend(principal: Principal, id: string, { reason }: ExtendPrivacy): Promise<PrivacyRequest> {
    await this.transactions.run(async (tx) => {
      const request = await this.require(tx, principal, id);
      if (request.extension_reason !== null) throw new AppError('request_extended');
      await this.requests.extend(tx, request, reason);
    });
    return this.show(principal, id, 'open');
  }

  private async carryOut(tx: Tx, request: FoundRequest, by: string): Promise<void> {
    if (request.kind === 'erase') await this.erasure.erase(tx, request.person_id, by);
    if (request.kind !== 'correct') return;
    const phone = this.requests.wantedPhone(request);
    await this.people.correct(tx, request.person_id, {
      ...(request.wanted_name === null ? {} : { fullName: request.wanted_name }),
      ...(request.wanted_birth_date === null ? {} : { birthDate: request.wanted_birth_date }),
      ...(phone === null ? {} : { phone }),
    });
  }

  private async require(tx: Tx, principal: Principal, id: string): Promise<FoundRequest> {
    const request = await this.requests.take(tx, id);
    if (!request) throw new AppError('not_found');
    requireScope(principal, 'privacy.decide', { ancestors: request.ancestors });
    if (request.state !== 'open') throw new AppError('request_decided');
    return request;
  }

  private async show(principal: Principal, id: string, state: 'open' | 'decided'): Promise<PrivacyRequest> {
    const roots = unitsOf(principal, 'privacy.read');
    const [request] = await this.requests.list(this.transactions.read, roots, state, id);
    if (!request) throw new AppError('not_found');
    return request;
  }
}
