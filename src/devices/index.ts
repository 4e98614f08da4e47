import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { PeopleModule } from '../people/index.js';
import { DeviceEntity, DevicePairingEntity } from './device.entity.js';
import { DevicesController } from './devices.controller.js';
import { DevicesRepository } from './devices.repository.js';
import { DevicesService } from './devices.service.js';
import { PairingService } from './pairing.service.js';

@Module({
  imports: [EventsModule, PeopleModule],
  controllers: [DevicesController],
  providers: [DevicesRepository, DevicesService, PairingService],
})
export class DevicesModule {}

export const devicesEntities = [DeviceEntity, DevicePairingEntity];
