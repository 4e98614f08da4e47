import { z } from 'zod';
import { IdSchema, InstantSchema, line } from './common.js';
import { EventStateSchema } from './events.js';
import { SessionSchema } from './people.js';

/** gate: a tablet at one site that shows its code and scans; screen: the ceremony display. */
export const DeviceKindSchema = z.enum(['gate', 'screen']);
export type DeviceKind = z.infer<typeof DeviceKindSchema>;

export const StartPairingSchema = z.strictObject({ kind: DeviceKindSchema }).meta({ id: 'StartPairing' });
export const PairingSchema = z
  .strictObject({
    /** Shown on the device, for an organiser to type. */
    code: z.string(),
    /** Kept by the device: by it alone the session is handed over. */
    secret: z.string(),
    expiresAt: InstantSchema,
  })
  .meta({ id: 'Pairing' });
export type Pairing = z.infer<typeof PairingSchema>;
export const OpenDeviceSchema = z
  .strictObject({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .meta({ id: 'OpenDevice' });
/** Null: nobody has typed the code yet. */
export const DeviceOpenedSchema = z
  .strictObject({ session: SessionSchema.nullable() })
  .meta({ id: 'DeviceOpened' });
export type DeviceOpened = z.infer<typeof DeviceOpenedSchema>;

export const EnrolDeviceSchema = z
  .strictObject({
    code: z.string().trim().min(6).max(12),
    kind: DeviceKindSchema,
    /** A gate stands at a site; a screen may show the whole event. */
    siteId: IdSchema.nullable(),
    name: line(60),
  })
  .refine(({ kind, siteId }) => kind !== 'gate' || siteId !== null, {
    path: ['siteId'],
    message: 'site_needed',
  })
  .meta({ id: 'EnrolDevice' });
export type EnrolDevice = z.infer<typeof EnrolDeviceSchema>;

/** waiting: enrolled, and not yet heard of; ended: its day is over; revoked: by somebody, on the board. */
export const DeviceStateSchema = z.enum(['waiting', 'active', 'ended', 'revoked']);
export const DeviceSchema = z
  .strictObject({
    id: IdSchema,
    kind: DeviceKindSchema,
    name: z.string(),
    siteId: IdSchema.nullable(),
    siteName: z.string().nullable(),
    state: DeviceStateSchema,
    enrolledBy: z.string(),
    enrolledAt: InstantSchema,
    /** Its last sign of life, within half a minute. */
    seenAt: InstantSchema.nullable(),
  })
  .meta({ id: 'Device' });
export type Device = z.infer<typeof DeviceSchema>;
export const DeviceListSchema = z.array(DeviceSchema).meta({ id: 'DeviceList' });

/** What a device knows of itself. */
export const DeviceSelfSchema = z
  .strictObject({
    kind: DeviceKindSchema,
    name: z.string(),
    event: z.strictObject({
      id: IdSchema,
      title: z.string(),
      state: EventStateSchema,
      startsAt: InstantSchema,
    }),
    site: z.strictObject({ id: IdSchema, name: z.string(), communeName: z.string() }).nullable(),
  })
  .meta({ id: 'DeviceSelf' });
export type DeviceSelf = z.infer<typeof DeviceSelfSchema>;
