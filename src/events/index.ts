import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { PeopleModule } from '../people/index.js';
import { PlacesModule } from '../places/index.js';
import { ActivityEntity } from './activity.entity.js';
import { CountsRepository } from './counts.repository.js';
import { DemandController } from './demand.controller.js';
import { DemandEntity } from './demand.entity.js';
import { DemandService } from './demand.service.js';
import { DemandsRepository } from './demands.repository.js';
import { EventAccess } from './event-access.js';
import { EventChanges } from './event-changes.js';
import { EventCountEntity } from './event-count.entity.js';
import { EventDependants } from './event-dependants.js';
import { EventEntity } from './event.entity.js';
import { EventFactsReader } from './event-facts.js';
import { ForgetInEvents } from './forget-in-events.js';
import { EventsController } from './events.controller.js';
import { EventsRepository } from './events.repository.js';
import { EventsService } from './events.service.js';
import { MoveEventService } from './move-event.service.js';
import { RegistrationEntity } from './registration.entity.js';
import { RegistrationsController } from './registrations.controller.js';
import { RegistrationsRepository } from './registrations.repository.js';
import { RegistrationsService } from './registrations.service.js';
import { ShiftEntity } from './shift.entity.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsRepository } from './shifts.repository.js';
import { ShiftsService } from './shifts.service.js';
import { SiteEntity } from './site.entity.js';
import { SitesController } from './sites.controller.js';
import { SitesRepository } from './sites.repository.js';
import { SitesService } from './sites.service.js';
import { UnitEvents } from './unit-events.js';

const doors = [
  EventAccess,
  EventFactsReader,
  CountsRepository,
  EventChanges,
  EventDependants,
  ForgetInEvents,
  EventsRepository,
  SitesRepository,
  ShiftsRepository,
  DemandsRepository,
  RegistrationsRepository,
];

@Module({
  imports: [PlacesModule, PeopleModule, CampaignsModule],
  controllers: [
    EventsController,
    SitesController,
    ShiftsController,
    DemandController,
    RegistrationsController,
  ],
  providers: [
    ...doors,
    EventsService,
    MoveEventService,
    UnitEvents,
    SitesService,
    ShiftsService,
    DemandService,
    RegistrationsService,
  ],
  exports: doors,
})
export class EventsModule {}

export const eventsEntities = [
  EventEntity,
  SiteEntity,
  ShiftEntity,
  DemandEntity,
  RegistrationEntity,
  EventCountEntity,
  ActivityEntity,
];
export { CountsRepository, type EventNumbers, KnownNumbers } from './counts.repository.js';
export { EventAccess } from './event-access.js';
export { EventFactsReader, type EventFacts, scopeOf } from './event-facts.js';
export {
  EventChanges,
  type CountDelta,
  type KnownFacts,
  type RaisedEvent,
  type RaisedRevision,
} from './event-changes.js';
export { EventDependants, type EventDependant } from './event-dependants.js';
export { ForgetInEvents } from './forget-in-events.js';
export { EventEntity } from './event.entity.js';
export { EventsRepository } from './events.repository.js';
export { CONTACT_PHONE } from './site.entity.js';
export { SitesRepository } from './sites.repository.js';
export { ShiftsRepository } from './shifts.repository.js';
export { DemandsRepository } from './demands.repository.js';
export { RegistrationsRepository } from './registrations.repository.js';
export {
  OWN_CODE_AFTER_MS,
  gateCode,
  gateCodeExpiresAt,
  ownCode,
  publicKeyOf,
  readGateCode,
  readOwnCode,
} from './domain/codes.js';
