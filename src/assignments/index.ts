import { Module } from '@nestjs/common';

@Module({})
export class AssignmentsModule {}

export const assignmentsEntities = [];
