import { z } from 'zod';
import { AssignmentStateSchema } from './assignments.js';
import { IdSchema, InstantSchema, SkillSchema, line } from './common.js';
import { EventSchema, SiteSchema } from './events.js';

/** How long after the end of its event a gate may keep the roster; a volunteer's own code lives as long. */
export const ROSTER_AFTER_MS = 6 * 3_600_000;

/** Whoever is expected at a gate: least fields. */
export const GatePersonSchema = z.strictObject({
  personId: IdSchema,
  fullName: z.string(),
  phoneLast4: z.string().nullable(),
  unitName: z.string(),
  skill: SkillSchema.nullable(),
  state: AssignmentStateSchema,
  shiftId: IdSchema,
  /** When the ledger has counted this person for the shift; null: not yet. */
  presentAt: InstantSchema.nullable(),
});
export type GatePerson = z.infer<typeof GatePersonSchema>;

/* ---- people who are there and cannot check in ---- */
export const HeadcountReasonSchema = z.enum(['no_phone', 'guests', 'helpers', 'other']);
export type HeadcountReason = z.infer<typeof HeadcountReasonSchema>;
/**
 * A number of people at a site, of whom nobody is named: an estimate, never a check-in and never part of a
 * count. The newest of a site and reason is the one that stands; 0 takes it back.
 */
export const SendHeadcountSchema = z
  .strictObject({
    deviceId: line(64, 8),
    /** Made by the device: sent again, it is the same entry. */
    id: IdSchema,
    reason: HeadcountReasonSchema,
    people: z.int().min(0).max(20_000),
    deviceTime: InstantSchema,
  })
  .meta({ id: 'SendHeadcount' });
export type SendHeadcount = z.infer<typeof SendHeadcountSchema>;
export const HeadcountSchema = z
  .strictObject({
    siteId: IdSchema,
    reason: HeadcountReasonSchema,
    people: z.int(),
    deviceTime: InstantSchema,
    recordedAt: InstantSchema,
  })
  .meta({ id: 'Headcount' });
export type Headcount = z.infer<typeof HeadcountSchema>;
/** As the board sees it. */
export const HeadcountListSchema = z
  .array(HeadcountSchema.extend({ siteName: z.string(), by: z.string() }))
  .meta({ id: 'HeadcountList' });
export type HeadcountList = z.infer<typeof HeadcountListSchema>;

/* ---- what a gate keeps to work without a network ---- */
export const GateRosterQuerySchema = z.strictObject({
  /** The version that is held already: its people are not sent again. */
  have: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/)
    .optional(),
});
export const GateRosterSchema = z
  .strictObject({
    version: z.string(),
    at: InstantSchema,
    /** After this the gate forgets it. */
    keepUntil: InstantSchema,
    event: EventSchema.pick({
      id: true,
      title: true,
      state: true,
      startsAt: true,
      endsAt: true,
      simulated: true,
    }),
    site: SiteSchema.pick({ id: true, name: true, communeName: true }),
    /** Ed25519, base64url: tells genuine codes of volunteers from others. */
    publicKey: z.string(),
    /** Null: as in the version that is held already. */
    people: z.array(GatePersonSchema).nullable(),
    headcounts: z.array(HeadcountSchema),
  })
  .meta({ id: 'GateRoster' });
export type GateRoster = z.infer<typeof GateRosterSchema>;
