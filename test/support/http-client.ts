export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** A small HTTP client that keeps cookies, as a browser would. */
export class HttpClient {
  readonly cookies: Map<string, string>;
  /** Headers that a proxy, say, would add. */
  extra: Record<string, string> = {};

  constructor(
    readonly url: string,
    cookies: Record<string, string> = {},
  ) {
    this.cookies = new Map(Object.entries(cookies));
  }

  get<T = unknown>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path);
  }
  post<T = unknown>(path: string, body?: unknown): Promise<Answer<T>> {
    return this.send<T>('POST', path, body);
  }
  put<T = unknown>(path: string, body?: unknown): Promise<Answer<T>> {
    return this.send<T>('PUT', path, body);
  }
  patch<T = unknown>(path: string, body?: unknown): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, body);
  }
  delete<T = unknown>(path: string): Promise<Answer<T>> {
    return this.send<T>('DELETE', path);
  }

  /** Sends a file as a browser's form would. */
  async upload<T = unknown>(
    path: string,
    file: { name: string; content: Uint8Array },
    fields: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([Buffer.from(file.content)]), file.name);
    return this.read<T>(
      await fetch(this.url + path, { method: 'POST', body: form, headers: this.headers() }),
    );
  }

  async send<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const headers = this.headers();
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = { method, headers, redirect: 'manual' };
    if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body);
    return this.read<T>(await fetch(this.url + path, init));
  }

  private headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookie === '' ? { ...this.extra } : { ...this.extra, cookie };
  }

  private async read<T>(response: Response): Promise<Answer<T>> {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      const [name, value] = (pair ?? '').split('=', 2);
      if (name && value !== undefined) this.cookies.set(name, value);
    }
    const json = response.headers.get('content-type')?.includes('json') === true;
    const body: unknown = json ? await response.json() : Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: body as T };
  }
}
