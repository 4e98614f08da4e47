import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { EventsModule } from '../events/index.js';
import { PeopleModule } from '../people/index.js';
import { PlacesModule } from '../places/index.js';
import { DemoEventWriter } from './demo-event.js';
import { DemoService } from './demo.service.js';

/** The province that a first start creates to try things on. */
@Module({
  imports: [PlacesModule, PeopleModule, CampaignsModule, EventsModule],
  providers: [DemoService, DemoEventWriter],
})
export class DemoModule {}

export { type DemoLogIn, DemoService } from './demo.service.js';
export { inventName } from './domain/names.js';
