import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { AccessWatch } from './access-watch.js';
import { Bell } from './bell.js';
import { Concerned } from './concerned.js';
import { FanOut } from './fan-out.js';
import { LiveController } from './live.controller.js';
import { LiveFeeds } from './live-feeds.js';
import { LiveGateway } from './live.gateway.js';
import { LiveReader } from './live-reader.js';
import { LiveSockets } from './live-sockets.js';
import { Presence } from './presence.js';
import { StaffNames } from './staff-names.js';

@Module({
  imports: [EventsModule],
  controllers: [LiveController],
  providers: [
    LiveReader,
    LiveSockets,
    FanOut,
    LiveFeeds,
    LiveGateway,
    AccessWatch,
    Bell,
    Concerned,
    Presence,
    StaffNames,
  ],
})
export class LiveModule {}
