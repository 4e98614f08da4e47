import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Clock } from '../kernel/clock.js';
import { ENV, type Env } from './env.js';
import { HealthController } from './health.controller.js';
import { HttpErrorFilter } from './errors/http-error.filter.js';
import { validationPipe } from './errors/validation.js';
import type { JobBackend } from './jobs/backend.js';
import { JOB_BACKEND, JobQueue } from './jobs/job-queue.js';
import { PolicyGuard } from './policy/policy.guard.js';
import { RequestLimits } from './request-limits.js';
import { Sealer } from './sealing/sealer.js';
import { SessionService } from './sessions/session.service.js';
import { SharedCounts } from './shared-counts.js';
import { SignalBus } from './signals.js';

/** What every room may use, and no room has to know how it is made. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(env: Env, jobs: JobBackend, sealer: Sealer, clock: Clock): DynamicModule {
    const shared: Provider[] = [
      { provide: ENV, useValue: env },
      { provide: Clock, useValue: clock },
      { provide: JOB_BACKEND, useValue: jobs },
      { provide: Sealer, useValue: sealer },
      JobQueue,
      SignalBus,
      SessionService,
      SharedCounts,
      RequestLimits,
    ];
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        ...shared,
        { provide: APP_GUARD, useClass: PolicyGuard },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_FILTER, useClass: HttpErrorFilter },
      ],
      exports: shared,
    };
  }
}
