import { z } from 'zod';

/** Building stones that every domain's contract uses. Times are ISO 8601 with a zone. */
// Small letters, as PostgreSQL writes them: ids are compared as text.
export const IdSchema = z.uuid().toLowerCase();
/** The version of a thing an edit is based on: one edited since then is not overwritten. */
export const VersionSchema = z.int().min(1).max(2_000_000_000);
/** Years that a calendar of people and events can hold; PostgreSQL knows no year 0. */
const inReach = (text: string) => /^(19|2[01])/.test(text);
export const InstantSchema = z.iso.datetime({ offset: true }).refine(inReach, 'out_of_reach');
export const DateSchema = z.iso.date().refine(inReach, 'out_of_reach');

/** One line of text a person typed: NFC, trimmed, no control characters, at most `max` characters. */
export const line = (max: number, min = 1) =>
  z
    .string()
    // The same letters are the same text, however a keyboard composed them.
    .normalize('NFC')
    .trim()
    .min(min)
    .max(max)
    // No control characters (PostgreSQL cannot store a NUL) and no half of a surrogate pair.
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control_character');

/** As `line`, and it may have several. */
export const lines = (max: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(max)
    .regex(/^(\n|[^\p{Cc}\p{Cs}])*$/u, 'control_character');

export const ProvinceCodeSchema = z.string().regex(/^\d{2}$/);
/** `14758` is today's commune, `14758~202506` the unit of the set in force until 30 June 2025. */
export const UnitIdSchema = z.string().regex(/^\d{2,5}(~202506)?$/);

/** Query strings arrive as text: a whole number in them. */
const queryInt = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
export const PageQuerySchema = z.strictObject({
  page: queryInt(1, 100_000).default(1),
  pageSize: queryInt(1, 500).default(50),
});

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), total: z.int().min(0), page: z.int(), pageSize: z.int() });
export type Page<T> = { items: T[]; total: number; page: number; pageSize: number };

/** What every error looks like, over HTTP and in socket acks. `fields` says what was wrong where. */
export const ErrorSchema = z
  .strictObject({
    code: z.string(),
    message: z.strictObject({ vi: z.string(), en: z.string() }),
    fields: z.array(z.strictObject({ path: z.string(), problem: z.string() })).optional(),
    /** In how many seconds it may be tried again; over HTTP also the header Retry-After. */
    retryAfter: z.int().min(1).optional(),
    /** Of an edit based on an older version: what is there now, as the route would answer, and what was sent. */
    stale: z
      .strictObject({ theirs: z.record(z.string(), z.unknown()), mine: z.record(z.string(), z.unknown()) })
      .optional(),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorSchema>;

export const SkillSchema = z.enum([
  'leader',
  'vneid',
  'public_services',
  'cashless',
  'digital_signature',
  'driver',
  'ethnic_language',
  'media',
]);
export type Skill = z.infer<typeof SkillSchema>;

export const AckSchema = z.strictObject({ ok: z.literal(true) }).meta({ id: 'Ack' });
