import { type DynamicModule, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AssignmentsModule, assignmentsEntities } from './assignments/index.js';
import { AuditModule, auditEntities } from './audit/index.js';
import { CampaignsModule, campaignsEntities } from './campaigns/index.js';
import { DemoModule } from './demo/index.js';
import { DevicesModule, devicesEntities } from './devices/index.js';
import { EventsModule, eventsEntities } from './events/index.js';
import type { Clock } from './kernel/clock.js';
import { LiveModule } from './live/index.js';
import {
  NotificationsModule,
  notificationsEntities,
  PushModule,
  pushEntities,
} from './notifications/index.js';
import { ParticipationModule, participationEntities } from './participation/index.js';
import { PeopleModule, peopleEntities } from './people/index.js';
import { PlacesModule, placesEntities } from './places/index.js';
import { DatabaseModule } from './platform/database/database.module.js';
import type { Env } from './platform/env.js';
import type { JobBackend } from './platform/jobs/backend.js';
import { PlatformModule } from './platform/platform.module.js';
import { PrivacyModule, privacyEntities } from './privacy/index.js';
import type { Sealer } from './platform/sealing/sealer.js';
import { SealingKeyEntity, ToSealEntity } from './platform/sealing/sealing.entity.js';
import { RehearsalModule, rehearsalEntities } from './rehearsal/index.js';
import { ReplayModule } from './replay/index.js';
import { ReportsModule } from './reports/index.js';
import { ResultsModule, resultsEntities } from './results/index.js';
import { ScreensModule, screensEntities } from './screens/index.js';

export const ENTITIES = [
  ...placesEntities,
  ...peopleEntities,
  ...campaignsEntities,
  ...eventsEntities,
  ...assignmentsEntities,
  ...participationEntities,
  ...resultsEntities,
  ...rehearsalEntities,
  ...devicesEntities,
  ...screensEntities,
  ...pushEntities,
  ...privacyEntities,
  ...notificationsEntities,
  SealingKeyEntity,
  ToSealEntity,
  ...auditEntities,
];

/** All rooms of the house, from the innermost to the outer ring. */
@Module({})
export class AppModule {
  static forRoot(
    env: Env,
    dataSource: DataSource,
    jobs: JobBackend,
    sealer: Sealer,
    clock: Clock,
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot(dataSource),
        PlatformModule.forRoot(env, jobs, sealer, clock),
        PlacesModule,
        PeopleModule,
        CampaignsModule,
        EventsModule,
        AssignmentsModule,
        ParticipationModule,
        ResultsModule,
        LiveModule,
        ScreensModule,
        DevicesModule,
        PushModule,
        PrivacyModule,
        NotificationsModule,
        ReportsModule,
        ReplayModule,
        RehearsalModule,
        DemoModule,
        AuditModule,
      ],
    };
  }
}
