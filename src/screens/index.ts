import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { ScreensController } from './screens.controller.js';
import { ScreensService } from './screens.service.js';

@Module({
  imports: [EventsModule],
  controllers: [ScreensController],
  providers: [ScreensService],
})
export class ScreensModule {}
