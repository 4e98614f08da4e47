import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { factories } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startNode, startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let behindHttps: TestServer;
let coordinator: HttpClient;

beforeAll(async () => {
  const settings = { ROLE: 'web', ALLOWED_ORIGINS: 'https://ban.example.vn, http://ban.example.vn:8080' };
  server = await startTestServer(settings);
  behindHttps = await startNode(server.databaseUrl, { ...settings, SECURE_COOKIES: 'true' });
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  const unit = await make.orgUnit();
  coordinator = (await make.staff('province_coordinator', unit)).client;
});
afterAll(async () => {
  await behindHttps.close();
  await server.close();
});

const cookie = () => [...coordinator.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const campaign = (from: Record<string, string>) =>
  fetch(`${server.url}/api/campaigns`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookie(), ...from },
    body: '{}',
  });

describe('what every answer says to a browser', () => {
  it('is: run nothing of this, show it in no frame, guess no type, keep none of it', async () => {
    const { headers } = await coordinator.get('/api/people');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
    expect(headers.get('permissions-policy')).toContain('geolocation=()');
  });

  it('is the same of a refusal', async () => {
    const { headers } = await server.client().get('/api/khong-co');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('under https is also: never come without it', async () => {
    const strict = (url: string) =>
      fetch(`${url}/api/health/live`).then(({ headers }) => headers.get('strict-transport-security'));
    expect(await strict(behindHttps.url)).toBe('max-age=31536000');
    expect(await strict(server.url)).toBeNull();
  });

  it('of a page is: only scripts with this answer’s nonce', async () => {
    const nonces = new Set<string>();
    for (const path of ['/board/', '/phone/', '/screen/', '/board/index.html', '/board/?x=1']) {
      const page = await fetch(server.url + path);
      const policy = page.headers.get('content-security-policy') ?? '';
      const nonce = /script-src 'nonce-([\w+/=]{22,})' 'strict-dynamic'/.exec(policy)?.[1] ?? '';
      expect(policy).toContain("object-src 'none';base-uri 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      // The face that scans compiles its reader of codes, and no face makes code of a text.
      expect([path, policy.replace(" 'wasm-unsafe-eval'", '')]).toEqual([
        path,
        expect.not.stringContaining('unsafe'),
      ]);
      expect(policy.includes("'wasm-unsafe-eval'")).toBe(path === '/phone/');
      const tags = (await page.text()).match(/<(script|link)\s[^>]*>/g) ?? [];
      expect(tags.length).toBeGreaterThan(2);
      expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
      expect(page.headers.get('cache-control')).toBe('no-store');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(5);
  });
});

describe('a change', () => {
  it('is refused when it comes from a page of somebody else', async () => {
    const own = new URL(server.url);
    for (const from of [
      { origin: 'https://gian.example' },
      { origin: 'null' },
      { origin: 'x' },
      { origin: `http://${own.hostname}:1` },
      { origin: own.origin, 'sec-fetch-site': 'cross-site' },
      { origin: own.origin, 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://ban.example.vn.gian.example' },
    ]) {
      const answer = await campaign(from);
      expect([from, answer.status, await answer.json()]).toMatchObject([
        from,
        403,
        { code: 'foreign_origin' },
      ]);
    }
  });

  it('is taken from our own pages, from origins that are allowed, and from what is no browser', async () => {
    for (const from of [
      {},
      { origin: new URL(server.url).origin },
      { origin: new URL(server.url).origin, 'sec-fetch-site': 'same-origin' },
      { origin: 'https://ban.example.vn', 'sec-fetch-site': 'cross-site' },
      { origin: 'http://ban.example.vn:8080' },
    ]) {
      const answer = await campaign(from);
      expect([from, answer.status, await answer.json()]).toMatchObject([
        from,
        400,
        { code: 'invalid_input' },
      ]);
    }
  });
});

it('a socket is opened to our own pages and to allowed origins alone', async () => {
  const letIn = (origin: string) =>
    new Promise<boolean>((resolve) => {
      const socket = io(server.url, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        auth: { kind: 'staff' },
        extraHeaders: { cookie: cookie(), origin },
      });
      const end = (answer: boolean) => {
        socket.disconnect();
        resolve(answer);
      };
      socket.once('connect', () => end(true));
      socket.once('connect_error', () => end(false));
    });
  expect(await letIn(new URL(server.url).origin)).toBe(true);
  expect(await letIn('https://ban.example.vn')).toBe(true);
  for (const foreign of ['https://gian.example', 'null', 'http://127.0.0.1:1']) {
    expect([foreign, await letIn(foreign)]).toEqual([foreign, false]);
  }
});
