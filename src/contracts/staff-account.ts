import { z } from 'zod';
import { IdSchema, InstantSchema } from './common.js';
import { LoginSchema, NewPasswordSchema, SessionSchema } from './people.js';

/** Six digits of an authenticator app, or a recovery code; spaces and small letters are forgiven. */
export const SecondFactorCodeSchema = z
  .string()
  .max(40)
  .regex(/^[0-9A-Za-z\s-]+$/);
const TypedPasswordSchema = z.string().min(1).max(200);

/* ---- signing in ---- */
export const StaffLogInSchema = z
  .strictObject({
    login: LoginSchema,
    password: TypedPasswordSchema,
    code: SecondFactorCodeSchema.optional(),
  })
  .meta({ id: 'StaffLogIn' });
export const BeginEnrolmentSchema = z
  .strictObject({ login: LoginSchema, password: TypedPasswordSchema })
  .meta({ id: 'BeginEnrolment' });
export const ConfirmEnrolmentSchema = z
  .strictObject({ login: LoginSchema, password: TypedPasswordSchema, code: z.string().regex(/^\d{6}$/) })
  .meta({ id: 'ConfirmEnrolment' });
export const EnrolmentSchema = z
  .strictObject({
    /** To be typed where a code cannot be scanned; base32. */
    secret: z.string(),
    /** What the QR code says. */
    uri: z.string(),
  })
  .meta({ id: 'Enrolment' });
export type Enrolment = z.infer<typeof EnrolmentSchema>;
/** Shown this once: only their hashes are kept. */
export const RecoveryCodesSchema = z
  .strictObject({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof RecoveryCodesSchema>;
export const EnrolledSchema = z
  .strictObject({ session: SessionSchema, recoveryCodes: z.array(z.string()) })
  .meta({ id: 'Enrolled' });
export type Enrolled = z.infer<typeof EnrolledSchema>;
/** The ways to sign in besides name and password. */
export const LogInWaysSchema = z
  .strictObject({ provider: z.strictObject({ name: z.string() }).nullable() })
  .meta({ id: 'LogInWays' });
export type LogInWays = z.infer<typeof LogInWaysSchema>;
export const ProviderUrlSchema = z.strictObject({ url: z.string() }).meta({ id: 'ProviderUrl' });
export type ProviderUrl = z.infer<typeof ProviderUrlSchema>;

/* ---- one's own account ---- */
export const OwnSessionSchema = z.strictObject({
  id: IdSchema,
  current: z.boolean(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  createdAt: InstantSchema,
  seenAt: InstantSchema,
  endsAt: InstantSchema,
});
export type OwnSession = z.infer<typeof OwnSessionSchema>;
export const AccountSchema = z
  .strictObject({
    login: z.string(),
    fullName: z.string(),
    secondFactor: z.strictObject({
      since: InstantSchema.nullable(),
      /** The roles held ask for one. */
      required: z.boolean(),
      /** False: this server does not insist on it (a trial on one machine). */
      enforced: z.boolean(),
      recoveryCodesLeft: z.int(),
    }),
    /** The outside identity provider, when there is one. */
    provider: z.strictObject({ name: z.string(), linked: z.boolean() }).nullable(),
    sessions: z.array(OwnSessionSchema),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof AccountSchema>;
export const ChangePasswordSchema = z
  .strictObject({ current: TypedPasswordSchema, next: NewPasswordSchema })
  .meta({ id: 'ChangePassword' });
export const TypedCodeSchema = z
  .strictObject({ code: z.string().regex(/^\d{6}$/) })
  .meta({ id: 'TypedCode' });
/** Who speaks, said again: by the second factor where there is one, by the password where there is none. */
export const ConfirmSchema = z.strictObject({ proof: z.string().min(1).max(200) }).meta({ id: 'Confirm' });
export const ConfirmationSchema = z
  .strictObject({ until: InstantSchema.nullable(), by: z.enum(['code', 'password']) })
  .meta({ id: 'Confirmation' });
export type Confirmation = z.infer<typeof ConfirmationSchema>;
