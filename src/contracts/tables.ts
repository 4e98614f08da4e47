import { z } from 'zod';

/** The tables of an event that can be taken away as a file. */
export const EventTableSchema = z.enum([
  'people',
  'sites',
  'proposals',
  'kept_scans',
  'devices',
  'activities',
  'broadcasts',
]);
export type EventTable = z.infer<typeof EventTableSchema>;
export const EventTableQuerySchema = z.strictObject({ table: EventTableSchema });

/** Those of what is no event's: within the own units. */
export const UnitTableSchema = z.enum(['units', 'roll', 'roles']);
export type UnitTable = z.infer<typeof UnitTableSchema>;
export const UnitTableQuerySchema = z.strictObject({ table: UnitTableSchema });
