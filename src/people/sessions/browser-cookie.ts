const NAME = 'rq_browser';
/** As long as a personal link is used: it opens only in the browser that has opened it first. */
const MAX_AGE_S = 180 * 24 * 3600;

/** The random token by which a one-time code and a personal link are bound to a browser. */
export function browserFromCookies(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === NAME && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

export function browserCookie(token: string, secure: boolean): string {
  const cookie = `${NAME}=${token}; Path=/api/sessions; HttpOnly; SameSite=Strict; Max-Age=${MAX_AGE_S}`;
  return secure ? `${cookie}; Secure` : cookie;
}
