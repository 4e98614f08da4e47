import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { WhatIf, WhatIfAnswerSchema } from '../contracts/assignments.js';
import { EventAccess } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { withNames } from './named-reasons.js';
import { PlanProofsRepository } from './plan-proofs.repository.js';
import { PlansRepository } from './plans.repository.js';
import { askInThread } from './what-if-thread.js';

/** Questions to a plan, answered from its prices: nothing is computed anew. */
@Injectable()
export class WhatIfService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(PlansRepository) private readonly plans: PlansRepository,
    @Inject(PlanProofsRepository) private readonly proofs: PlanProofsRepository,
  ) {}

  /** @throws AppError `no_proof` when the prices are not those of the plan as it stands */
  async answer(
    principal: Principal,
    eventId: string,
    planId: string,
    change: WhatIf,
  ): Promise<z.infer<typeof WhatIfAnswerSchema>> {
    await this.access.require(principal, 'plans.read', eventId);
    const { read } = this.transactions;
    const plan = await this.plans.get(read, eventId, planId);
    const kept = plan.proof && (await this.proofs.load(read, planId));
    if (!kept) throw new AppError('no_proof');
    const [answer] = await withNames(read, [await askInThread({ kept, change })]);
    if (!answer) throw new AppError('internal');
    return { answer };
  }
}
