import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GiveBackService } from '../assignments/index.js';
import type { GuardianConsent, MinorList } from '../contracts/privacy.js';
import { Clock } from '../kernel/clock.js';
import { vietnamDate } from '../kernel/vietnam-time.js';
import { tidy } from '../kernel/vietnamese.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireScope, requireStaff, unitsOf } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { ConsentsRepository } from './consents.repository.js';
import { currentWording } from './domain/wordings.js';

/** The papers that guardians of children sign and leaders keep. */
@Injectable()
export class GuardiansService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
    @Inject(GiveBackService) private readonly places: GiveBackService,
  ) {}

  async list(principal: Principal): Promise<MinorList> {
    const roots = unitsOf(principal, 'guardians.record');
    const minors = await this.consents.minors(this.transactions.read, roots, this.clock.now());
    return { ...minors, wording: currentWording('participation').text };
  }

  /** @throws AppError `not_found`, `not_a_minor`, `signed_in_future` */
  async record(principal: Principal, personId: string, paper: GuardianConsent): Promise<void> {
    const recordedBy = requireStaff(principal).id;
    await this.transactions.run(async (tx) => {
      const at = this.clock.now();
      const { minor } = await this.require(tx.manager, principal, personId);
      if (!minor) throw new AppError('not_a_minor');
      if (paper.signedOn > vietnamDate(at)) throw new AppError('signed_in_future');
      const { relation, signedOn } = paper;
      const signed = { guardianName: tidy(paper.guardianName), relation, signedOn, recordedBy };
      const both = {
        personId,
        purpose: 'participation',
        given: true,
        lang: 'vi',
        at,
        paper: signed,
      } as const;
      await this.consents.add(tx, { ...both, givenBy: 'self' });
      await this.consents.add(tx, { ...both, givenBy: 'guardian' });
    });
  }

  /** The guardian takes it back: the child's places are given back at once. @throws AppError `not_found`, `not_a_minor` */
  async takeBack(principal: Principal, personId: string): Promise<void> {
    const recordedBy = requireStaff(principal).id;
    await this.transactions.run(async (tx) => {
      const at = this.clock.now();
      const found = await this.require(tx.manager, principal, personId);
      if (found.given !== true) throw new AppError('not_a_minor');
      await this.consents.add(tx, {
        personId,
        purpose: 'participation',
        given: false,
        givenBy: 'guardian',
        lang: 'vi',
        at,
        paper: { guardianName: null, relation: null, signedOn: null, recordedBy },
      });
      if (found.minor) await this.places.giveBack(tx, personId);
    });
  }

  private async require(manager: EntityManager, principal: Principal, personId: string) {
    const found = await this.consents.guardian(manager, personId, this.clock.now());
    if (!found) throw new AppError('not_found');
    requireScope(principal, 'guardians.record', { ancestors: found.ancestors });
    return found;
  }
}
