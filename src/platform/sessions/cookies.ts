import type { SessionKind } from '../../contracts/people.js';

const NAMES: Record<SessionKind, string> = {
  staff: 'rq_staff',
  volunteer: 'rq_volunteer',
  screen: 'rq_screen',
  gate: 'rq_gate',
};

/** Behind https a browser takes a `__Host-` cookie only from this very host, and sends it only there. */
const secureName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

export const cookieName = (kind: SessionKind, secure = false): string => secureName(NAMES[kind], secure);

/** The session token of one kind in a Cookie header, or null. */
export function tokenFromCookies(
  header: string | undefined,
  kind: SessionKind,
  secure: boolean,
): string | null {
  return tokenNamed(header, cookieName(kind, secure));
}

/** A Set-Cookie header that keeps (or, with a past date, removes) a session token. */
export function sessionCookie(kind: SessionKind, token: string, expiresAt: Date, secure: boolean): string {
  return cookie(cookieName(kind, secure), token, expiresAt, secure);
}

const DEVICE = 'rq_device';
const DEVICE_DAYS = 180;

/** By this a browser in which somebody of the staff has signed in is known again. */
export const deviceFromCookies = (header: string | undefined, secure: boolean): string | null =>
  tokenNamed(header, secureName(DEVICE, secure));

export function deviceCookie(token: string, now: Date, secure: boolean): string {
  const expiresAt = new Date(now.getTime() + DEVICE_DAYS * 24 * 3_600_000);
  return cookie(secureName(DEVICE, secure), token, expiresAt, secure, 'Lax');
}

const TRIP = 'rq_trip';
const TRIP_MINUTES = 10;

/** Binds the way to an outside identity provider and back to the browser that began it. */
export const tripFromCookies = (header: string | undefined, secure: boolean): string | null =>
  tokenNamed(header, secureName(TRIP, secure));

export function tripCookie(token: string, now: Date, secure: boolean): string {
  const expiresAt = new Date(now.getTime() + TRIP_MINUTES * 60_000);
  return cookie(secureName(TRIP, secure), token, expiresAt, secure, 'Lax');
}

function tokenNamed(header: string | undefined, wanted: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === wanted && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

/**
 * `Strict`: a link from elsewhere opens a page of ours, which needs no cookie; what the page then asks comes from us.
 * `Lax` is what an outside identity provider's page has to lead back with, and opens nothing by itself.
 */
function cookie(
  name: string,
  token: string,
  expiresAt: Date,
  secure: boolean,
  sameSite: 'Strict' | 'Lax' = 'Strict',
): string {
  const parts = [
    `${name}=${token}`,
    'Path=/',
    'HttpOnly',
    `SameSite=${sameSite}`,
    `Expires=${expiresAt.toUTCString()}`,
  ];
  if (secure) parts.push('Secure');
  return parts.join('; ');
}
