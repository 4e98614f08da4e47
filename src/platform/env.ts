import { resolve } from 'node:path';
import { z } from 'zod';
import { KEYS_PATTERN } from './sealing/keys-pattern.js';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const origins = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)));

const databaseAddress = z.url({
  protocol: /^postgres(ql)?$/,
  error:
    'must be like postgres://user:password@host:5432/database, with what is special in an address as %23 for #',
});

const EnvSchema = z.object({
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Unset: IPv6 and IPv4 on every interface. */
  HOST: z.string().optional(),
  DATA_DIR: z.string().default('./var'),
  DATABASE_URL: databaseAddress.optional(),
  /** The database's owner, when DATABASE_URL is the application's role. */
  MIGRATION_DATABASE_URL: databaseAddress.optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(16),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be like redis://host:6379' }).optional(),
  /** Keys of what is sealed in the database: `2:<base64>,1:<base64>`; the first one seals, all open. */
  SEALING_KEYS: z.string().trim().regex(KEYS_PATTERN, 'must be like 1:<base64 of 32 bytes>').optional(),
  /** The address people reach us under; used in links. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Other origins whose pages may use this server, with commas. */
  ALLOWED_ORIGINS: origins,
  /** How many proxies stand between a client and this server: so many addresses of X-Forwarded-For are believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Requests a second and at once, of a session and of an address without one: `session=50/500,address=200/20000`. */
  REQUEST_LIMITS: z
    .string()
    .regex(/^((session|address)=\d{1,6}\/\d{1,6}(,|$))+$/)
    .transform(readRates)
    .optional(),
  /** The province of the demo: any of the 34 codes of the National Statistics Office, or `none`. */
  DEMO_PROVINCE: z
    .string()
    .regex(/^(\d{2}|none)$/)
    .default('38'),
  DEMO_PEOPLE: z.coerce.number().int().min(0).max(50_000).default(5_000),
  /** Where one-time codes go: `outbox` shows them on a page for developers. */
  SMS_CHANNEL: z.enum(['outbox']).default('outbox'),
  /** How many texts with one-time codes may go out in a day (UTC): each costs money. */
  TEXTS_PER_DAY: z.coerce.number().int().min(0).max(10_000_000).default(30_000),
  /** Unset: true when PUBLIC_URL is https. */
  SECURE_COOKIES: flag.optional(),
  /** Unset: on wherever PUBLIC_URL or DATABASE_URL is set; off in a trial on one machine. */
  REQUIRE_SECOND_FACTOR: z.enum(['on', 'off']).optional(),
  /** Minutes of idleness and of life of a session by role, as `auditor=30/480,viewer=60/720`. */
  SESSION_LIMITS: z
    .string()
    .regex(/^(\w+=\d{1,5}\/\d{1,5}(,|$))+$/)
    .optional(),
  /** Accounts that nobody has used for so many days open no session until they are enabled again. */
  DORMANT_AFTER_DAYS: z.coerce.number().int().min(1).max(3_650).default(45),
  /** An outside identity provider (OpenID Connect) for staff; off until all three are set, with PUBLIC_URL. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What people know it by; on the button of the log-in page. */
  OIDC_NAME: z.string().max(60).default('VNeID'),
  LOG_LEVEL: z.enum(['error', 'warn', 'log', 'debug']).default('log'),
  /** Signs the audit's head: an Ed25519 key, PKCS#8 in base64. Unset: made and kept in DATA_DIR. */
  AUDIT_SIGNING_KEY: z.base64().optional(),
  /** Signs what rings browsers (VAPID): a P-256 key, PKCS#8 in base64. Unset: made and kept in DATA_DIR. */
  PUSH_KEY: z.base64().optional(),
  /** Origins of push services beside those of the known browsers, with commas. */
  PUSH_SERVICES: origins,
  /** Switches fsync off: for tests, never for a real day. */
  UNSAFE_DATABASE: flag.default(false),
  /** Left by npm in the environment of `npm start`. */
  npm_lifecycle_event: z.string().optional(),
});

type Rates = { [kind in 'session' | 'address']?: { perSecond: number; atOnce: number } };

function readRates(text: string): Rates {
  const rates: Rates = {};
  for (const [, kind, perSecond, atOnce] of text.matchAll(/(\w+)=(\d+)\/(\d+)/g)) {
    rates[kind === 'session' ? kind : 'address'] = { perSecond: Number(perSecond), atOnce: Number(atOnce) };
  }
  return rates;
}

/** The client of an outside identity provider. */
interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  publicUrl: string;
}

export type Env = Readonly<
  Omit<z.infer<typeof EnvSchema>, 'SECURE_COOKIES'> & {
    SECURE_COOKIES: boolean;
    requiresSecondFactor: boolean;
    provider: ProviderSettings | null;
    startsWeb: boolean;
    startsWorker: boolean;
    dataDir: string;
  }
>;

/** Injection token of the environment. */
export const ENV = Symbol('env');

/**
 * Reads and checks the environment once; the only reader of `process.env` in the server.
 * @throws Error naming every variable that is wrong.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = EnvSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`).join('\n');
    throw new Error(`The environment is not usable:\n${faults}\nSee config/environment.example.`);
  }
  const env = parsed.data;
  return {
    ...env,
    SECURE_COOKIES: env.SECURE_COOKIES ?? env.PUBLIC_URL?.startsWith('https:') ?? false,
    requiresSecondFactor: env.REQUIRE_SECOND_FACTOR
      ? env.REQUIRE_SECOND_FACTOR === 'on'
      : env.PUBLIC_URL !== undefined || env.DATABASE_URL !== undefined,
    provider: providerOf(env),
    startsWeb: env.ROLE !== 'worker',
    startsWorker: env.ROLE !== 'web',
    dataDir: resolve(env.DATA_DIR),
  };
}

/** @throws Error when it is half configured, or would be spoken to in the clear over a network */
function providerOf(env: z.infer<typeof EnvSchema>): ProviderSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  const { PUBLIC_URL, OIDC_NAME: name } = env;
  if (
    issuer === undefined ||
    clientId === undefined ||
    clientSecret === undefined ||
    PUBLIC_URL === undefined
  ) {
    throw new Error('OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL go together.');
  }
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new Error('OIDC_ISSUER must be https.');
  }
  return { issuer, clientId, clientSecret, name, publicUrl: PUBLIC_URL.replace(/\/+$/, '') };
}
