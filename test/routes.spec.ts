import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { LiveSockets } from '../src/live/live-sockets.js';
import { MESSAGES, POLICY } from '../src/platform/policy/policy-table.js';
import { ENDPOINT, type EndpointOptions } from '../src/platform/policy/endpoint-options.js';
import { factories } from './factories/index.js';
import { newId } from '../src/kernel/ids.js';
import { LiveClient } from './support/live-client.js';
import { readApi, type Operation } from './support/open-api.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let operations: Operation[];
beforeAll(async () => {
  server = await startTestServer();
  operations = await readApi(server.client());
});
afterAll(() => server.close());

/** What may be called without a session: health, and the ways to get one. */
const PUBLIC = [
  'GET /api/health/live',
  'GET /api/health/ready',
  'GET /api/sessions/provider',
  'GET /api/sessions/provider/callback',
  'GET /api/sessions/ways',
  'POST /api/devices/pairings',
  'POST /api/devices/session',
  'POST /api/sessions/codes',
  'POST /api/sessions/link',
  'POST /api/sessions/screen',
  'POST /api/sessions/staff',
  'POST /api/sessions/staff/enrolment',
  'POST /api/sessions/staff/enrolment/confirm',
  'POST /api/sessions/volunteer',
];

function handlers(): { name: string; reads: boolean; endpoint: EndpointOptions | undefined }[] {
  const discovery = new DiscoveryService(server.get(ModulesContainer));
  const scanner = new MetadataScanner();
  return discovery.getControllers().flatMap(({ metatype }) => {
    const prototype = metatype?.prototype as Record<string, object> | undefined;
    if (!prototype) return [];
    return scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name]!))
      .map((name) => ({
        name: `${metatype?.name}.${name}`,
        reads: Reflect.getMetadata(METHOD_METADATA, prototype[name]!) === RequestMethod.GET,
        endpoint: Reflect.getMetadata(ENDPOINT, prototype[name]!) as EndpointOptions | undefined,
      }));
  });
}

describe('every route', () => {
  it('says what it does, in a word of the policy table', () => {
    const all = handlers();
    expect(all.length).toBeGreaterThan(40);
    const closed = all.filter(({ endpoint }) => {
      return !endpoint || (endpoint.action !== 'public' && !(endpoint.action in POLICY));
    });
    expect(closed).toEqual([]);
  });

  it('that exports or changes roles asks again who speaks', () => {
    const exports = new Set<EndpointOptions['action']>(['reports.export', 'audit.export']);
    const changes = new Set<EndpointOptions['action']>(['roles.grant', 'accounts.change']);
    const hasty = handlers().filter(({ endpoint, reads }) => {
      const asks = endpoint && (exports.has(endpoint.action) || (!reads && changes.has(endpoint.action)));
      return asks && endpoint.confirm !== true;
    });
    expect(hasty).toEqual([]);
  });

  it('answers 401 without a session, but for the few that give one', async () => {
    const open: string[] = [];
    for (const { method, path, parameters } of operations) {
      const url = parameters.reduce((at, { name }) => at.replace(`{${name}}`, newId()), path);
      const { status } = await server.client().send(method, url);
      if (status !== 401) open.push(`${method} ${path}`);
    }
    const doors = PUBLIC.filter((route) => operations.some((o) => `${o.method} ${o.path}` === route));
    expect(open.sort()).toEqual(doors);
    expect(doors).toHaveLength(PUBLIC.length);
  });
});

describe('every message', () => {
  it('that a socket listens to does an action of the policy table, and none of the table is missing', async () => {
    const make = factories(server);
    await make.place('38', 'province', 'Thanh Hóa');
    const { client } = await make.staff('viewer', await make.orgUnit());
    const live = await LiveClient.connect(server.url, client, 'staff');
    const heard = server.get(LiveSockets).all.flatMap((socket) => socket.eventNames());
    const ofSocketIo = ['disconnect', 'disconnecting', 'error'];
    const messages = heard.filter((name) => !ofSocketIo.includes(String(name)));
    expect(messages.sort()).toEqual(Object.keys(MESSAGES).sort());
    const actions = Object.values(MESSAGES).flatMap((one) =>
      typeof one === 'string' ? [one] : Object.values(one),
    );
    expect(actions.filter((action) => !(action in POLICY))).toEqual([]);
    live.close();
  });
});
