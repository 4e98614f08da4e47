import type { Env } from './env.js';

export interface FromHeaders {
  origin?: string | undefined;
  host?: string | undefined;
  'sec-fetch-site'?: string | string[] | undefined;
}

/** Whose pages may change things here and open sockets: our own, and those of the origins an operator has named. */
export class Origins {
  private readonly allowed: ReadonlySet<string>;

  constructor({ ALLOWED_ORIGINS, PUBLIC_URL }: Pick<Env, 'ALLOWED_ORIGINS' | 'PUBLIC_URL'>) {
    const own = PUBLIC_URL === undefined ? [] : [new URL(PUBLIC_URL).origin];
    this.allowed = new Set([...own, ...ALLOWED_ORIGINS]);
  }

  /** A browser names the page a request comes from, and how far that is; who names neither is no browser. */
  allow(headers: FromHeaders): boolean {
    const { origin, host } = headers;
    if (origin === undefined) {
      const site = headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none';
    }
    if (this.allowed.has(origin)) return true;
    // A page of another port or scheme of this host has this host's name: the browser says it is not the same.
    if (headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site') return false;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}
