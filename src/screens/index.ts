import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { CeremonyController } from './ceremony.controller.js';
import { CeremonyEntity, CeremonyLogoEntity, SeenScreenEntity } from './ceremony.entity.js';
import { CeremonyRepository } from './ceremony.repository.js';
import { CeremonyService } from './ceremony.service.js';
import { LogoService } from './logo.service.js';
import { ScreensController } from './screens.controller.js';
import { ScreensGateway } from './screens.gateway.js';
import { ScreensService } from './screens.service.js';
import { SeenScreensRepository } from './seen-screens.repository.js';

@Module({
  imports: [EventsModule],
  controllers: [ScreensController, CeremonyController],
  providers: [
    ScreensService,
    CeremonyRepository,
    CeremonyService,
    LogoService,
    SeenScreensRepository,
    ScreensGateway,
  ],
})
export class ScreensModule {}

export const screensEntities = [CeremonyEntity, CeremonyLogoEntity, SeenScreenEntity];
export { stageOf } from './stage.js';
