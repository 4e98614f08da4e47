import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { PeopleModule } from '../people/index.js';
import { AcceptQueue } from './accept-queue.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentEntity } from './assignment.entity.js';
import { AssignmentStepEntity } from './assignment-step.entity.js';
import { AssignmentListService } from './assignment-list.service.js';
import { AssignmentsController } from './assignments.controller.js';
import { AssignmentsReader } from './assignments-reader.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { ForgetInAssignments } from './forget-in-assignments.js';
import { ActEntity } from './dispatch/act.entity.js';
import { ActsController } from './dispatch/acts.controller.js';
import { ActsRepository } from './dispatch/acts.repository.js';
import { ActsService } from './dispatch/acts.service.js';
import { CandidatesRepository } from './dispatch/candidates.repository.js';
import { CandidatesService } from './dispatch/candidates.service.js';
import { ChosenRepository } from './dispatch/chosen.repository.js';
import { DispatchController } from './dispatch/dispatch.controller.js';
import { DispatchService } from './dispatch/dispatch.service.js';
import { ReplaceService } from './dispatch/replace.service.js';
import { TendService } from './dispatch/tend.service.js';
import { UndoService } from './dispatch/undo.service.js';
import { GiveBackService } from './give-back.service.js';
import { MatchingProblemRepository } from './matching-problem.repository.js';
import { MovedWithEvent } from './moved-with-event.js';
import { OfferDeadlines } from './offer-deadlines.js';
import { OfferJobs } from './offers.jobs.js';
import { OffersService } from './offers.service.js';
import { OnTheWayService } from './on-the-way.service.js';
import { PlanDifferencesRepository } from './plan-differences.repository.js';
import { PlanDifferencesService } from './plan-differences.service.js';
import { PlanEntity } from './plan.entity.js';
import { PlanGapEntity } from './plan-gap.entity.js';
import { PlanJobs } from './plans.jobs.js';
import { PlanProofEntity } from './plan-proof.entity.js';
import { PlanProofsRepository } from './plan-proofs.repository.js';
import { PlanProposalEntity } from './plan-proposal.entity.js';
import { PlanResultsRepository } from './plan-results.repository.js';
import { PlanRunService } from './plan-run.service.js';
import { PlanWeightsController } from './plan-weights.controller.js';
import { PlansController } from './plans.controller.js';
import { PlansRepository } from './plans.repository.js';
import { PlansService } from './plans.service.js';
import { ProposalsRepository } from './proposals.repository.js';
import { ProposalsService } from './proposals.service.js';
import { PublishingRepository } from './publishing.repository.js';
import { PublishingService } from './publishing.service.js';
import { StandbyEntity } from './standby.entity.js';
import { StandbyRepository } from './standby.repository.js';
import { StandbyService } from './standby.service.js';
import { WhatIfService } from './what-if.service.js';

@Module({
  imports: [PeopleModule, EventsModule],
  controllers: [
    PlansController,
    PlanWeightsController,
    AssignmentsController,
    DispatchController,
    ActsController,
  ],
  providers: [
    PlansRepository,
    PlanResultsRepository,
    PlanProofsRepository,
    PlanDifferencesRepository,
    MatchingProblemRepository,
    ProposalsRepository,
    PublishingRepository,
    StandbyRepository,
    AssignmentsRepository,
    AssignmentsReader,
    AssignmentEffects,
    PlansService,
    PlanRunService,
    PlanJobs,
    ProposalsService,
    PublishingService,
    PlanDifferencesService,
    WhatIfService,
    StandbyService,
    OffersService,
    OnTheWayService,
    ActsRepository,
    ActsService,
    CandidatesRepository,
    CandidatesService,
    DispatchService,
    ChosenRepository,
    ReplaceService,
    TendService,
    UndoService,
    AcceptQueue,
    AssignmentListService,
    OfferDeadlines,
    OfferJobs,
    MovedWithEvent,
    GiveBackService,
    ForgetInAssignments,
  ],
  exports: [GiveBackService, ForgetInAssignments],
})
export class AssignmentsModule {}

export const assignmentsEntities = [
  PlanEntity,
  PlanProposalEntity,
  PlanGapEntity,
  PlanProofEntity,
  AssignmentEntity,
  AssignmentStepEntity,
  StandbyEntity,
  ActEntity,
];
export { ForgetInAssignments } from './forget-in-assignments.js';
export { GiveBackService } from './give-back.service.js';
export { latestPlan } from './latest-plan.js';
export { STEPS } from './domain/transitions.js';
