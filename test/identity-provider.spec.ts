import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnv } from '../src/platform/env.js';
import type { Account, LogInWays, ProviderUrl } from '../src/contracts/staff-account.js';
import { freePort } from './conformance/processes.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { HttpClient } from './support/http-client.js';
import { type IdentityProvider, startIdentityProvider } from './support/identity-provider.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let provider: IdentityProvider;
let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, commune: OrgUnitRow;

beforeAll(async () => {
  const port = String(await freePort());
  const publicUrl = `http://127.0.0.1:${port}`;
  const redirectUri = `${publicUrl}/api/sessions/provider/callback`;
  provider = await startIdentityProvider({ id: 'ra-quan', secret: 'mot-bi-mat-cua-may-khach', redirectUri });
  server = await startTestServer({
    PORT: port,
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'ra-quan',
    OIDC_CLIENT_SECRET: 'mot-bi-mat-cua-may-khach',
    OIDC_NAME: 'Tài khoản tỉnh',
  });
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  commune = await make.orgUnit({ name: 'Đoàn xã', parent: province });
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

/** Follows redirects as a browser does, with the cookies of each host, until the path begins so. */
async function follow(client: HttpClient, url: string, until: string): Promise<string> {
  const elsewhere = new HttpClient('');
  for (let hops = 0, at = url; hops < 12; hops++) {
    const { pathname, origin } = new URL(at);
    if (origin === server.url && pathname.startsWith(until)) return at;
    const here = origin === server.url;
    const answer = await (here ? client : elsewhere).get(here ? at.slice(origin.length) : at);
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${at} answered ${answer.status}: ${String(answer.body)}`);
    at = new URL(location, at).href;
  }
  throw new Error('redirected without end');
}

const begin = (client: HttpClient) => follow(client, `${server.url}/api/sessions/provider`, '/board/');
const faultOf = (url: string) => new URL(url).searchParams.get('fault');

/** Somebody who is signed in binds the account to the provider's `subject`. */
async function linked(subject: string, role: 'viewer' | 'auditor' = 'viewer', unit = commune) {
  const staff = await make.staff(role, unit);
  provider.next = { subject, methods: ['pwd'] };
  const { body } = await staff.client.post<ProviderUrl>('/api/account/provider');
  expect(await follow(staff.client, body.url, '/board/')).toBe(`${server.url}/board/#/account`);
  return staff;
}

describe('an outside identity provider', () => {
  it('signs in whoever has bound an account to it, and nobody else', async () => {
    const stranger = server.client();
    provider.next = { subject: 'mot-nguoi', methods: ['pwd'] };
    expect(faultOf(await begin(stranger))).toBe('unknown_identity');
    expect((await stranger.get('/api/account')).status).toBe(401);

    const { id, client } = await linked('mot-nguoi');
    expect((await client.get<Account>('/api/account')).body.provider).toEqual({
      name: 'Tài khoản tỉnh',
      linked: true,
    });
    const browser = server.client();
    expect(await begin(browser)).toBe(`${server.url}/board/`);
    expect((await browser.get('/api/sessions/me?kind=staff')).body).toMatchObject({ subjectId: id });
    // It brought no role with it.
    expect((await browser.get('/api/staff')).status).toBe(403);

    expect((await client.delete('/api/account/provider')).status).toBe(200);
    expect(faultOf(await begin(server.client()))).toBe('unknown_identity');
  });

  it('binds an identity to one account only', async () => {
    await linked('mot-nguoi-khac');
    const thief = await make.staff('viewer', commune);
    const { body } = await thief.client.post<ProviderUrl>('/api/account/provider');
    expect(faultOf(await follow(thief.client, body.url, '/board/'))).toBe('identity_taken');
  });

  it('must have asked for two factors of who needs two', async () => {
    await linked('kiem-tra', 'auditor', province);
    expect(faultOf(await begin(server.client()))).toBe('provider_second_factor');
    provider.next = { subject: 'kiem-tra', methods: ['pwd', 'otp'] };
    const browser = server.client();
    expect(await begin(browser)).toBe(`${server.url}/board/`);
    expect((await browser.get('/api/staff')).status).toBe(200);
  });

  it('gives a code that works once, in the browser that began, and not with another state', async () => {
    await linked('ba');
    const back = '/api/sessions/provider/callback';
    const victim = server.client();
    const url = await follow(victim, `${server.url}/api/sessions/provider`, back);
    const path = url.slice(server.url.length);
    const arrive = async (client: HttpClient, at: string) =>
      faultOf(new URL((await client.get(at)).headers.get('location') ?? '', server.url).href);
    // Somebody else's browser, made to open the address: a log-in that was not its own.
    expect(await arrive(server.client(), path)).toBe('trip_lost');
    const other = server.client();
    await follow(other, `${server.url}/api/sessions/provider`, back);
    expect(await arrive(other, path)).toBe('trip_lost');
    const changed = path.replace(/state=[^&]+/, `state=${'A'.repeat(43)}`);
    expect(await arrive(victim, changed)).toBe('trip_lost');
    expect(await arrive(victim, path)).toBeNull();
    expect((await victim.get('/api/account')).status).toBe(200);
    expect(await arrive(victim, path)).toBe('trip_lost');
  });

  it('is not believed when the code is another’s', async () => {
    await linked('bon');
    const back = '/api/sessions/provider/callback';
    const [mine, theirs] = [server.client(), server.client()];
    const [a, b] = [
      new URL(await follow(mine, `${server.url}/api/sessions/provider`, back)),
      new URL(await follow(theirs, `${server.url}/api/sessions/provider`, back)),
    ];
    a.searchParams.set('code', b.searchParams.get('code') ?? ''); // the verifier and the nonce are not its own
    const answer = await mine.get(a.href.slice(server.url.length));
    expect(answer.headers.get('location')).toContain('fault=provider_failed');
    expect((await mine.get('/api/account')).status).toBe(401);
  });

  it('is off until it is configured', async () => {
    expect((await server.client().get<LogInWays>('/api/sessions/ways')).body.provider?.name).toBe(
      'Tài khoản tỉnh',
    );
    const plain = await startTestServer();
    try {
      expect((await plain.client().get('/api/sessions/ways')).body).toEqual({ provider: null });
      for (const path of ['', '/callback?code=x&state=y']) {
        expect((await plain.client().get(`/api/sessions/provider${path}`)).status).toBe(404);
      }
    } finally {
      await plain.close();
    }
    expect(() => readEnv({ OIDC_ISSUER: 'https://dinh-danh.example.vn' })).toThrow('go together');
    const clear = {
      OIDC_ISSUER: 'http://dinh-danh.example.vn',
      OIDC_CLIENT_ID: 'a',
      OIDC_CLIENT_SECRET: 'b',
    };
    expect(() => readEnv({ ...clear, PUBLIC_URL: 'https://raquan.example.vn' })).toThrow('https');
  });
});
