import { z } from 'zod';
import { AssignmentStateSchema } from './assignments.js';
import { DateSchema, IdSchema, InstantSchema, line } from './common.js';
import { CheckInMethodSchema, RefusalSchema } from './participation.js';
import { InboxKindSchema, PersonSchema } from './people.js';

const BothSchema = z.strictObject({ vi: z.string(), en: z.string() });

/* ---- consents ---- */

/**
 * participation: without it nothing can be offered; next_campaigns: to be kept for those to come;
 * publicity: to be named in what is published.
 */
export const PurposeSchema = z.enum(['participation', 'next_campaigns', 'publicity']);
export type Purpose = z.infer<typeof PurposeSchema>;
const LangSchema = z.enum(['vi', 'en']);
export const GivenBySchema = z.enum(['self', 'guardian']);
export const ConsentChannelSchema = z.enum(['phone', 'paper']);
export const RelationSchema = z.enum(['father', 'mother', 'other']);
export type Relation = z.infer<typeof RelationSchema>;
/** Of somebody who is old enough nobody asks. */
const GuardianStateSchema = z.enum(['not_needed', 'waiting', 'given']);

export const MyConsentsSchema = z
  .strictObject({
    /** Whether the phone must ask now: never asked, or the wording is new. */
    ask: z.boolean(),
    /** Nobody knows yet how old the person is: asked first, for a child needs a guardian. */
    birthDateNeeded: z.boolean(),
    guardian: GuardianStateSchema,
    purposes: z.array(
      z.strictObject({
        purpose: PurposeSchema,
        necessary: z.boolean(),
        version: z.int(),
        title: BothSchema,
        text: BothSchema,
        /** The last answer; null: none yet. */
        given: z.boolean().nullable(),
        at: InstantSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'MyConsents' });
export type MyConsents = z.infer<typeof MyConsentsSchema>;
export const AnswerConsentsSchema = z
  .strictObject({
    /** The language it was read in. */
    lang: LangSchema,
    answers: z
      .array(
        z.strictObject({ purpose: PurposeSchema, version: z.int().min(1).max(1000), given: z.boolean() }),
      )
      .min(1)
      .max(PurposeSchema.options.length),
  })
  .meta({ id: 'AnswerConsents' });
export type AnswerConsents = z.infer<typeof AnswerConsentsSchema>;
export const TellBirthDateSchema = z.strictObject({ birthDate: DateSchema }).meta({ id: 'TellBirthDate' });
export type TellBirthDate = z.infer<typeof TellBirthDateSchema>;

/** Somebody under 16, as the leader sees it who collects the guardians' papers. */
export const MinorSchema = z.strictObject({
  personId: IdSchema,
  fullName: z.string(),
  birthDate: DateSchema,
  orgUnitName: z.string(),
  /** The next event it takes part in. */
  eventId: IdSchema.nullable(),
  eventTitle: z.string().nullable(),
  eventAt: InstantSchema.nullable(),
  state: z.enum(['waiting', 'given']),
  guardianName: z.string().nullable(),
  recordedAt: InstantSchema.nullable(),
});
export type Minor = z.infer<typeof MinorSchema>;
export const MinorListSchema = z
  .strictObject({
    waiting: z.int(),
    given: z.int(),
    /** Of whom no birth date is known: nobody can say how old they are. */
    ageUnknown: z.int(),
    /** What the paper must say: the wording that is kept with it. */
    wording: BothSchema,
    /** Who waits first; at most 500. */
    items: z.array(MinorSchema),
  })
  .meta({ id: 'MinorList' });
export type MinorList = z.infer<typeof MinorListSchema>;
/** What stands on the paper that the guardian and the child have signed. */
export const GuardianConsentSchema = z
  .strictObject({
    guardianName: line(120, 2),
    relation: RelationSchema,
    signedOn: DateSchema,
    /** Both have signed: from seven years on the child is asked too. */
    childAgrees: z.literal(true),
  })
  .meta({ id: 'GuardianConsent' });
export type GuardianConsent = z.infer<typeof GuardianConsentSchema>;

/* ---- what is held about oneself ---- */

export const PrivacyKindSchema = z.enum(['copy', 'correct', 'erase', 'withdraw']);
export type PrivacyKind = z.infer<typeof PrivacyKindSchema>;
export const PrivacyStateSchema = z.enum(['open', 'done', 'refused']);
const request = {
  id: IdSchema,
  kind: PrivacyKindSchema,
  state: PrivacyStateSchema,
  createdAt: InstantSchema,
  /** The last moment the law leaves. */
  dueAt: InstantSchema,
  /** Why one more term is taken; null: none is. */
  extensionReason: z.string().nullable(),
  decidedAt: InstantSchema.nullable(),
  /** What the office says to it. */
  reason: z.string().nullable(),
  wantedName: z.string().nullable(),
  wantedBirthDate: DateSchema.nullable(),
  /** Masked. */
  wantedPhone: z.string().nullable(),
};
export const MyRequestSchema = z.strictObject(request).meta({ id: 'MyRequest' });
export type MyRequest = z.infer<typeof MyRequestSchema>;

/** Everything that is held about one person. */
export const MyDataSchema = z
  .strictObject({
    at: InstantSchema,
    person: PersonSchema,
    consents: z.array(
      z.strictObject({
        purpose: PurposeSchema,
        given: z.boolean(),
        givenBy: GivenBySchema,
        channel: ConsentChannelSchema,
        version: z.int(),
        guardianName: z.string().nullable(),
        at: InstantSchema,
      }),
    ),
    registrations: z.array(
      z.strictObject({
        eventTitle: z.string(),
        orgUnitName: z.string(),
        at: InstantSchema,
        available: z.array(z.strictObject({ startsAt: InstantSchema, endsAt: InstantSchema })).nullable(),
        wishCommunes: z.array(z.string()),
        excludedCommunes: z.array(z.string()),
      }),
    ),
    assignments: z.array(
      z.strictObject({
        eventTitle: z.string(),
        siteName: z.string(),
        startsAt: InstantSchema,
        endsAt: InstantSchema,
        state: AssignmentStateSchema,
        reason: BothSchema.nullable(),
        declineReason: z.string().nullable(),
        onTheWayAt: InstantSchema.nullable(),
        changedAt: InstantSchema,
      }),
    ),
    checkIns: z.array(
      z.strictObject({
        eventTitle: z.string(),
        siteName: z.string(),
        method: CheckInMethodSchema,
        deviceTime: InstantSchema,
        at: InstantSchema,
        voided: z.boolean(),
      }),
    ),
    /** What was reported as achieved. */
    results: z.array(
      z.strictObject({
        eventTitle: z.string(),
        indicator: BothSchema,
        amount: z.int(),
        people: z.int(),
        at: InstantSchema,
        voided: z.boolean(),
      }),
    ),
    photos: z.array(z.strictObject({ eventTitle: z.string(), indicator: BothSchema, at: InstantSchema })),
    /** Scans that were not counted. */
    keptScans: z.array(z.strictObject({ eventTitle: z.string(), refusal: RefusalSchema, at: InstantSchema })),
    letters: z.array(
      z.strictObject({
        kind: InboxKindSchema,
        text: BothSchema,
        at: InstantSchema,
        seenAt: InstantSchema.nullable(),
        /** What was answered to it. */
        answer: z.string().nullable(),
      }),
    ),
    /** Links that sign in without a code. */
    links: z.array(z.strictObject({ at: InstantSchema, endedAt: InstantSchema.nullable() })),
    sessions: z.array(
      z.strictObject({
        at: InstantSchema,
        address: z.string().nullable(),
        agent: z.string().nullable(),
        endsAt: InstantSchema,
        /** Since when that browser is rung while its page is closed; null where it is not. */
        notifiedSince: InstantSchema.nullable(),
      }),
    ),
    requests: z.array(MyRequestSchema),
  })
  .meta({ id: 'MyData' });
export type MyData = z.infer<typeof MyDataSchema>;
export const ReadableQuerySchema = z.strictObject({ lang: LangSchema.default('vi') });

/** What a person puts right by himself or herself: it harms nobody. */
export const CorrectMyselfSchema = z
  .strictObject({ hasVehicle: z.boolean(), maxDistanceKm: z.int().min(1).max(500).nullable() })
  .meta({ id: 'CorrectMyself' });
export type CorrectMyself = z.infer<typeof CorrectMyselfSchema>;
export const AskPrivacySchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('copy') }),
    z.strictObject({ kind: z.literal('erase') }),
    z
      .strictObject({
        kind: z.literal('correct'),
        fullName: line(120, 2).optional(),
        birthDate: DateSchema.optional(),
        phone: z.string().trim().min(8).max(20).optional(),
      })
      .refine(
        ({ fullName, birthDate, phone }) => [fullName, birthDate, phone].some((one) => one !== undefined),
        { path: ['fullName'], error: 'nothing_to_correct' },
      ),
  ])
  .meta({ id: 'AskPrivacy' });
export type AskPrivacy = z.infer<typeof AskPrivacySchema>;

/* ---- the office ---- */

export const PrivacyRequestSchema = z
  .strictObject({
    ...request,
    personId: IdSchema,
    personName: z.string(),
    birthDate: DateSchema.nullable(),
    /** Masked. */
    phone: z.string().nullable(),
    orgUnitName: z.string(),
    /** Places of events to come that an erasure gives back. */
    openPlaces: z.int(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: 'PrivacyRequest' });
export type PrivacyRequest = z.infer<typeof PrivacyRequestSchema>;
export const PrivacyRequestListSchema = z
  .strictObject({
    /** All that are open, those overdue first. */
    open: z.array(PrivacyRequestSchema),
    /** The last hundred that were decided. */
    decided: z.array(PrivacyRequestSchema),
  })
  .meta({ id: 'PrivacyRequestList' });
export type PrivacyRequestList = z.infer<typeof PrivacyRequestListSchema>;
export const DecidePrivacySchema = z
  .strictObject({
    decision: z.enum(['carry_out', 'refuse']),
    /** The person reads it. */
    reason: line(500).optional(),
  })
  .refine((wanted) => wanted.decision === 'carry_out' || wanted.reason !== undefined, {
    path: ['reason'],
    error: 'reason_needed',
  })
  .meta({ id: 'DecidePrivacy' });
export type DecidePrivacy = z.infer<typeof DecidePrivacySchema>;
export const ExtendPrivacySchema = z.strictObject({ reason: line(500) }).meta({ id: 'ExtendPrivacy' });
export type ExtendPrivacy = z.infer<typeof ExtendPrivacySchema>;

/** How long what is kept, why, and what the last runs removed. */
export const RetentionSchema = z
  .strictObject({
    rules: z.array(
      z.strictObject({ id: z.string(), what: BothSchema, days: z.int(), since: BothSchema, why: BothSchema }),
    ),
    /** The newest first. */
    runs: z.array(z.strictObject({ at: InstantSchema, removed: z.record(z.string(), z.int()) })),
  })
  .meta({ id: 'Retention' });
export type Retention = z.infer<typeof RetentionSchema>;
