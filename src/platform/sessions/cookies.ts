import type { SessionKind } from '../../contracts/people.js';

const NAMES: Record<SessionKind, string> = {
  staff: 'rq_staff',
  volunteer: 'rq_volunteer',
  screen: 'rq_screen',
};

export const cookieName = (kind: SessionKind): string => NAMES[kind];

/** The session token of one kind in a Cookie header, or null. */
export function tokenFromCookies(header: string | undefined, kind: SessionKind): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === NAMES[kind] && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

/** A Set-Cookie header that keeps (or, with a past date, removes) a session token. */
export function sessionCookie(kind: SessionKind, token: string, expiresAt: Date, secure: boolean): string {
  const parts = [
    `${NAMES[kind]}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Expires=${expiresAt.toUTCString()}`,
  ];
  if (secure) parts.push('Secure');
  return parts.join('; ');
}
