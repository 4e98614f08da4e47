import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { IdSchema } from '../contracts/common.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { defineJob } from '../platform/jobs/job.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { PlanRunService } from './plan-run.service.js';
import { PlansRepository } from './plans.repository.js';

/** Computes one plan. */
export const solvePlan = defineJob('solve_plan', z.strictObject({ planId: IdSchema }));
/** Starts plans again whose job was lost or whose worker has died. */
const sweepPlans = defineJob('sweep_plans', z.strictObject({}));

const SWEEP_EVERY_MS = 15_000;
const LOST_AFTER_MS = 10_000;
const FROZEN_AFTER_MS = 30_000;

@Injectable()
export class PlanJobs implements OnModuleInit {
  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PlansRepository) private readonly plans: PlansRepository,
    @Inject(PlanRunService) private readonly runs: PlanRunService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(solvePlan, ({ planId }) => this.runs.run(planId));
    this.jobs.handle(sweepPlans, () => this.sweep());
    this.jobs.every(sweepPlans, SWEEP_EVERY_MS);
  }

  /** Without a job id: one that is stuck in the queue must not keep another from coming. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const { read } = this.transactions;
    await this.plans.restartFrozen(read, now, FROZEN_AFTER_MS);
    for (const planId of await this.plans.pendingFor(read, now, LOST_AFTER_MS)) {
      await this.jobs.add(solvePlan, { planId });
    }
  }
}
