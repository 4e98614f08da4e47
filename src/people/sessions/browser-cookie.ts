const NAME = 'rq_browser';
const MAX_AGE_S = 24 * 3600;

/** The random token by which a one-time code is bound to the browser that asked for it. */
export function browserFromCookies(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === NAME && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

export function browserCookie(token: string, secure: boolean): string {
  const cookie = `${NAME}=${token}; Path=/api/sessions; HttpOnly; SameSite=Lax; Max-Age=${MAX_AGE_S}`;
  return secure ? `${cookie}; Secure` : cookie;
}
