import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/index.js';
import { EventAccess } from './event-access.js';
import { EventChanges } from './event-changes.js';
import { EventEntity } from './event.entity.js';

@Module({
  imports: [PeopleModule],
  providers: [EventAccess, EventChanges],
  exports: [EventAccess, EventChanges],
})
export class EventsModule {}

export const eventsEntities = [EventEntity];
export { EventAccess } from './event-access.js';
export {
  EventChanges,
  NO_SITE,
  type CountDelta,
  type NewActivity,
  type RaisedEvent,
} from './event-changes.js';
export { EventEntity } from './event.entity.js';
