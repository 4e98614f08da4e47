import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { factories } from '../factories/index.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type FakeCamera, fakeCamera } from './fake-camera.js';
import { checkIn, emptyScreen, shortCommune, type Stage } from './walks/walks.js';

/** The walks of docs/walks.md: none may need more of a hand than is written there. */
let server: TestServer;
let browser: Browser;
let camera: FakeCamera;
let stage: Stage;

beforeAll(async () => {
  camera = await fakeCamera();
  browser = await openChromium(camera.file);
  server = await startTestServer();
  stage = { server, make: factories(server), browser, camera };
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
  await camera.remove();
});

it('a commune is 12 short: two clicks of the organiser and two taps of a volunteer, who is on the way', async () => {
  const { organiser, volunteer } = await shortCommune(stage);
  expect(organiser).toMatchObject({ clicks: 2, keys: 0 });
  expect(volunteer).toMatchObject({ clicks: 2, keys: 0 });
}, 90_000);

it('a volunteer is present with the network off: two taps before the QR of the gate', async () => {
  expect(await checkIn(stage, 'qr')).toMatchObject({ clicks: 2, keys: 0 });
}, 90_000);

it('without a camera: three taps and the six digits of the gate', async () => {
  expect(await checkIn(stage, 'digits')).toMatchObject({ clicks: 3, keys: 6 });
}, 90_000);

it('the hall goes from an empty screen to the number: four clicks, the code on the wall and a name', async () => {
  const { clicks, keys } = await emptyScreen(stage);
  expect({ clicks, keys }).toEqual({ clicks: 4, keys: 25 });
}, 90_000);
