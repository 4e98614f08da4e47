import { z } from 'zod';
import {
  DateSchema,
  IdSchema,
  InstantSchema,
  PageQuerySchema,
  SkillSchema,
  UnitIdSchema,
  line,
  pageOf,
} from './common.js';

/** A Vietnamese mobile number in E.164: +84 and nine digits beginning with 3, 5, 7, 8 or 9. */
export const PhoneSchema = z.string().regex(/^\+84[35789]\d{8}$/);

export const OrgUnitKindSchema = z.enum(['province', 'commune', 'branch']);
export const OrgUnitSchema = z
  .strictObject({
    id: IdSchema,
    parentId: IdSchema.nullable(),
    kind: OrgUnitKindSchema,
    name: z.string(),
    provinceId: UnitIdSchema,
    communeId: UnitIdSchema.nullable(),
    people: z.int(),
  })
  .meta({ id: 'OrgUnit' });
export type OrgUnit = z.infer<typeof OrgUnitSchema>;
export const OrgUnitListSchema = z.array(OrgUnitSchema).meta({ id: 'OrgUnitList' });
export const CreateOrgUnitSchema = z
  .strictObject({
    parentId: IdSchema,
    kind: z.enum(['commune', 'branch']),
    name: line(160),
    communeId: UnitIdSchema.optional(),
  })
  .meta({ id: 'CreateOrgUnit' });
export type CreateOrgUnit = z.infer<typeof CreateOrgUnitSchema>;

export const MergeOrgUnitSchema = z.strictObject({ intoId: IdSchema }).meta({ id: 'MergeOrgUnit' });
export type MergeOrgUnit = z.infer<typeof MergeOrgUnitSchema>;
/** What goes over when one unit becomes part of another: as it would, or as it did. */
export const OrgUnitMergeSchema = z
  .strictObject({
    id: IdSchema,
    name: z.string(),
    intoId: IdSchema,
    intoName: z.string(),
    /** Real people of the unit and of all below it. */
    people: z.int(),
    /** Units that stood directly below it. */
    units: z.int(),
    /** Roles on the unit itself that had not ended. */
    roles: z.int(),
    /** Units below that get another name, for a sister has theirs. */
    renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  })
  .meta({ id: 'OrgUnitMerge' });
export type OrgUnitMerge = z.infer<typeof OrgUnitMergeSchema>;
/** A unit that is history. */
export const MergedUnitSchema = z.strictObject({
  id: IdSchema,
  name: z.string(),
  kind: OrgUnitKindSchema,
  intoName: z.string(),
  at: InstantSchema,
  by: z.string(),
});
export type MergedUnit = z.infer<typeof MergedUnitSchema>;
export const MergedUnitListSchema = z.array(MergedUnitSchema).meta({ id: 'MergedUnitList' });

export const PersonSkillSchema = z.strictObject({ skill: SkillSchema, level: z.int().min(1).max(3) });
export type PersonSkill = z.infer<typeof PersonSkillSchema>;

export const PersonSchema = z
  .strictObject({
    id: IdSchema,
    fullName: z.string(),
    /** Masked, unless it is the reader's own. */
    phone: z.string().nullable(),
    birthDate: DateSchema.nullable(),
    memberNo: z.string().nullable(),
    orgUnitId: IdSchema,
    orgUnitName: z.string(),
    homeCommuneId: UnitIdSchema.nullable(),
    skills: z.array(PersonSkillSchema),
    hasVehicle: z.boolean(),
    maxDistanceKm: z.int().nullable(),
    simulated: z.boolean(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof PersonSchema>;
/** A number in full, for who is about to call it. */
export const CallSchema = z.strictObject({ phone: z.string() }).meta({ id: 'Call' });
export type Call = z.infer<typeof CallSchema>;
export const PeopleQuerySchema = PageQuerySchema.extend({
  q: z.string().trim().max(80).default(''),
  orgUnitId: IdSchema.optional(),
});
export const PeoplePageSchema = pageOf(PersonSchema).meta({ id: 'PeoplePage' });

/* ---- roster import ---- */
export const RosterRowSchema = z.strictObject({
  row: z.int(),
  fullName: z.string().nullable(),
  phone: z.string().nullable(),
  unit: z.string().nullable(),
  commune: z.string().nullable(),
  birthDate: z.string().nullable(),
  effect: z.enum(['new', 'changed', 'unchanged', 'rejected']),
  /** Why the row was rejected; one sentence per fault. */
  faults: z.array(z.strictObject({ column: z.string(), code: z.string(), vi: z.string(), en: z.string() })),
});
export type RosterRow = z.infer<typeof RosterRowSchema>;
export const RosterImportSchema = z
  .strictObject({
    id: IdSchema,
    orgUnitId: IdSchema,
    fileName: z.string(),
    state: z.enum(['reading', 'ready', 'applying', 'applied', 'failed']),
    /** Rows done of `total` in the present step. */
    done: z.int(),
    total: z.int(),
    counts: z.strictObject({ new: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() }),
    /** Which column of the file was taken for which field. */
    columns: z.array(z.strictObject({ header: z.string(), field: z.string().nullable() })),
    rejected: z.array(RosterRowSchema),
    sample: z.array(RosterRowSchema),
    error: z.strictObject({ code: z.string(), vi: z.string(), en: z.string() }).nullable(),
    createdAt: InstantSchema,
  })
  .meta({ id: 'RosterImport' });
export type RosterImport = z.infer<typeof RosterImportSchema>;

/* ---- staff and roles ---- */
export const RoleSchema = z.enum([
  'province_coordinator',
  'event_organiser',
  'unit_leader',
  'gate_keeper',
  'viewer',
  'auditor',
]);
export type Role = z.infer<typeof RoleSchema>;
export const RoleGrantSchema = z.strictObject({
  id: IdSchema,
  role: RoleSchema,
  orgUnitId: IdSchema,
  orgUnitName: z.string(),
  /** The one event or campaign it is for; both null for all there is in the unit. */
  eventId: IdSchema.nullable(),
  eventTitle: z.string().nullable(),
  campaignId: IdSchema.nullable(),
  campaignTitle: z.string().nullable(),
  startsAt: InstantSchema,
  endsAt: InstantSchema.nullable(),
  /** Whether who asks may end it. */
  mayEnd: z.boolean(),
});
export type RoleGrant = z.infer<typeof RoleGrantSchema>;
export const StaffSchema = z
  .strictObject({
    id: IdSchema,
    login: z.string(),
    fullName: z.string(),
    grants: z.array(RoleGrantSchema),
    secondFactor: z.boolean(),
    /** Not used for so long that it opens no session until it is enabled again. */
    dormant: z.boolean(),
  })
  .meta({ id: 'Staff' });
export type Staff = z.infer<typeof StaffSchema>;
export const StaffListSchema = z.array(StaffSchema).meta({ id: 'StaffList' });
export const LoginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/);
/** How long and how rare it must be, the server says in words. */
export const NewPasswordSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control_character');
/** For one event, for one campaign, or (without both) for all there is; from now on unless told. */
const wantedRole = {
  role: RoleSchema,
  orgUnitId: IdSchema,
  eventId: IdSchema.optional(),
  campaignId: IdSchema.optional(),
  startsAt: InstantSchema.optional(),
  endsAt: InstantSchema.optional(),
};
export const CreateStaffSchema = z
  .strictObject({
    login: LoginSchema,
    fullName: line(120),
    password: NewPasswordSchema,
    ...wantedRole,
  })
  .meta({ id: 'CreateStaff' });
export type CreateStaff = z.infer<typeof CreateStaffSchema>;
export const ReplacePasswordSchema = z
  .strictObject({ password: NewPasswordSchema })
  .meta({ id: 'ReplacePassword' });
export type ReplacePassword = z.infer<typeof ReplacePasswordSchema>;
export const GrantRoleSchema = z.strictObject(wantedRole).meta({ id: 'GrantRole' });
export type GrantRole = z.infer<typeof GrantRoleSchema>;
/** Which roles one may give, where and until when: one entry for each own role that gives any. */
export const GrantableListSchema = z
  .array(
    z.strictObject({
      roles: z.array(RoleSchema),
      orgUnitId: IdSchema,
      orgUnitName: z.string(),
      eventId: IdSchema.nullable(),
      eventTitle: z.string().nullable(),
      campaignId: IdSchema.nullable(),
      campaignTitle: z.string().nullable(),
      endsAt: InstantSchema.nullable(),
    }),
  )
  .meta({ id: 'GrantableList' });
export type Grantable = z.infer<typeof GrantableListSchema>[number];

/* ---- sessions ---- */
export const AskCodeSchema = z
  .strictObject({ phone: z.string().trim().min(8).max(20) })
  .meta({ id: 'AskCode' });
export const CodeAskedSchema = z.strictObject({ expiresAt: InstantSchema }).meta({ id: 'CodeAsked' });
export const VolunteerLogInSchema = z
  .strictObject({ phone: z.string().trim().min(8).max(20), code: z.string().regex(/^\d{6}$/) })
  .meta({ id: 'VolunteerLogIn' });
export const LinkLogInSchema = z
  .strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .meta({ id: 'LinkLogIn' });
export const PersonalLinkLogInSchema = LinkLogInSchema.extend({
  /**
   * The browser's own token, which it has kept: an answer lost on the way then binds the link to nobody
   * else. Without it the server's cookie names the browser.
   */
  browser: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
}).meta({ id: 'PersonalLinkLogIn' });
export const SessionKindSchema = z.enum(['staff', 'volunteer', 'screen', 'gate']);
export type SessionKind = z.infer<typeof SessionKindSchema>;
export const SessionSchema = z
  .strictObject({
    kind: SessionKindSchema,
    subjectId: IdSchema,
    name: z.string(),
    roles: z.array(RoleSchema),
    /** The one event the session of a screen or a gate's device may read. */
    eventId: IdSchema.nullable(),
    expiresAt: InstantSchema,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof SessionSchema>;
export const MeQuerySchema = z.strictObject({ kind: SessionKindSchema });
export const PersonalLinkSchema = z
  .strictObject({ personId: IdSchema, token: z.string(), path: z.string() })
  .meta({ id: 'PersonalLink' });
export type PersonalLink = z.infer<typeof PersonalLinkSchema>;
export const DeveloperTextListSchema = z
  .array(z.strictObject({ phone: z.string(), body: z.string(), createdAt: InstantSchema }))
  .meta({ id: 'DeveloperTextList' });

/* ---- the durable inbox of a volunteer ---- */
export const InboxKindSchema = z.enum([
  'offer',
  'offer_withdrawn',
  'offer_expired',
  'event_moved',
  'event_changed',
  'broadcast',
  'reminder',
  'note',
]);
export type InboxKind = z.infer<typeof InboxKindSchema>;
export const InboxItemSchema = z.strictObject({
  seq: z.int(),
  kind: InboxKindSchema,
  eventId: IdSchema.nullable(),
  assignmentId: IdSchema.nullable(),
  text: z.strictObject({ vi: z.string(), en: z.string() }),
  at: InstantSchema,
  seenAt: InstantSchema.nullable(),
  /** What the letter asks: the answers to choose from, and the one chosen. */
  question: z.strictObject({ answers: z.array(z.string()), chosen: z.int().nullable() }).nullable(),
});
export type InboxItem = z.infer<typeof InboxItemSchema>;
export const InboxSchema = z
  .strictObject({ items: z.array(InboxItemSchema), lastSeq: z.int(), unseen: z.int() })
  .meta({ id: 'Inbox' });
export type Inbox = z.infer<typeof InboxSchema>;
export const InboxQuerySchema = z.strictObject({ after: z.coerce.number().int().min(0).max(1e9).default(0) });
export const LetterSeqSchema = z.coerce.number().int().min(1).max(1e9);
export const AnswerLetterSchema = z
  .strictObject({ answer: z.int().min(0).max(3) })
  .meta({ id: 'AnswerLetter' });
export const MarkSeenSchema = z.strictObject({ seq: z.int().min(0).max(1e9) }).meta({ id: 'MarkSeen' });
