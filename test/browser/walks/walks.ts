import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { GateCode } from '../../../src/contracts/participation.js';
import type { PersonalLink } from '../../../src/contracts/people.js';
import { cookieName } from '../../../src/platform/sessions/cookies.js';
import type { factories } from '../../factories/index.js';
import { HAC_THANH, HAM_RONG, shortMorning } from '../../factories/short-morning.js';
import { eventually } from '../../support/eventually.js';
import type { HttpClient } from '../../support/http-client.js';
import type { TestServer } from '../../support/test-server.js';
import type { FakeCamera } from '../fake-camera.js';
import { phonePage, presentIs, stateOf, wallPage } from '../pages.js';
import { Hand } from './hand.js';

export interface Walk {
  clicks: number;
  /** Keys of a keyboard, or of the one on the glass. */
  keys: number;
  /** What people take for these, by the model. */
  human_s: number;
  /** From the first act to the last thing seen, played without any pause between: what the machine takes. */
  machine_s: number;
}

export interface Stage {
  server: TestServer;
  make: ReturnType<typeof factories>;
  browser: Browser;
  /** The one of this browser. */
  camera: FakeCamera;
}

async function played(hands: Hand[], play: () => Promise<void>): Promise<Walk> {
  const from = performance.now();
  await play();
  const sum = (of: (hand: Hand) => number) => hands.reduce((all, hand) => all + of(hand), 0);
  return {
    clicks: sum((hand) => hand.clicks),
    keys: sum((hand) => hand.keys),
    human_s: sum((hand) => hand.seconds),
    machine_s: (performance.now() - from) / 1000,
  };
}

async function boardOf({ browser, server }: Stage, staff: HttpClient, eventId: string) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  const name = cookieName('staff');
  await context.addCookies([{ name, value: staff.cookies.get(name) ?? '', url: server.url }]);
  const page = await context.newPage();
  await page.goto(`${server.url}/board/#/day/${eventId}`);
  return { context, page };
}

const close = (contexts: BrowserContext[]) => Promise.all(contexts.map((context) => context.close()));

/** Ten minutes into the shift a commune is 12 short; it ends when the board shows the first of 12 on the way. */
export async function shortCommune(stage: Stage): Promise<{ organiser: Walk; volunteer: Walk }> {
  const { server, browser, make } = stage;
  const free = Array.from({ length: 10 }, () => HAM_RONG);
  const morning = await shortMorning(server, make, { short: 12, spare: 2, free });
  const [first] = morning.people;
  await make.consent(first!.id);
  const link = await morning.organiser.post<PersonalLink>(`/api/people/${first!.id}/links`);
  const phone = await phonePage(browser, server.url + link.body.path);
  const board = await boardOf(stage, morning.organiser, morning.event.id);
  try {
    await phone.page.getByText('Bạn chưa có nhiệm vụ nào').waitFor();
    await board.page.locator('.short-row').filter({ hasText: 'Hàm Rồng' }).getByText('−12').waitFor();
    const [mouse, thumb] = [new Hand(), new Hand(true)];
    const organiser = await played([mouse], async () => {
      await mouse.press(board.page.getByRole('button', { name: 'Điều người đến Hàm Rồng' }).first());
      await mouse.press(board.page.getByRole('button', { name: 'Điều 12 người' }));
      await board.page.getByText('Đã mời 12 người đến.').waitFor();
    });
    const volunteer = await played([thumb], async () => {
      await thumb.press(phone.page.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }));
      await thumb.press(phone.page.getByRole('button', { name: 'TÔI ĐANG ĐI' }));
      const line = board.page.locator('.commune-panel .person-line').filter({ hasText: first!.name });
      await line.getByText('Đang đến').waitFor();
    });
    return { organiser, volunteer };
  } finally {
    await close([phone.context, board.context]);
  }
}

/**
 * Before the gate, on a phone that was opened at home and whose network is gone since. Ends when the phone says that
 * it is saved; then the network comes back, and the phone says by itself that its owner is present.
 */
export async function checkIn(stage: Stage, by: 'qr' | 'digits'): Promise<Walk> {
  const { server, browser, make, camera } = stage;
  const unit = await make.orgUnit({ communeId: HAC_THANH });
  const staff = (await make.staff('province_coordinator', unit)).client;
  const event = await make.event({ unit });
  const site = await make.site(event.id, HAC_THANH, 'Nhà văn hóa Hạc Thành');
  const shift = await make.shift(event, site.id, [{ target: 5 }]);
  const person = await make.person({ unit, name: 'Lê Thị Hạnh', communeId: HAC_THANH });
  await make.consent(person.id);
  await make.register(event.id, [person.id]);
  await make.assignment(event, shift, person.id, 'accepted');
  const link = await staff.post<PersonalLink>(`/api/people/${person.id}/links`);
  const { context, page } = await phonePage(browser, server.url + link.body.path);
  try {
    await context.grantPermissions(['camera'], { origin: server.url });
    await stateOf(page, 'plain').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.goto(`${server.url}/phone/`);
    if (by === 'qr') await scanOnce(page);
    const { code } = (await staff.get<GateCode>(`/api/events/${event.id}/sites/${site.id}/gate-code`)).body;
    await context.setOffline(true);
    await page.goto(`${server.url}/phone/`);
    await stateOf(page, 'plain').waitFor();
    // Not before: the camera that was opened with a network would have read it.
    await camera.show(`RQG:${site.id}:${code}`);

    const thumb = new Hand(true);
    const walk = await played([thumb], async () => {
      await thumb.press(page.getByRole('button', { name: 'TÔI ĐÃ ĐẾN' }));
      if (by === 'qr') {
        await thumb.press(page.getByRole('button', { name: 'Quét mã QR ở cổng' }));
        await thumb.aim();
      } else {
        await thumb.press(page.getByLabel('Mã cổng, 6 chữ số'));
        await thumb.type(page, code, 'code');
        await thumb.press(page.getByRole('button', { name: 'ĐIỂM DANH' }));
      }
      await stateOf(page, 'wait').getByText('Đã lưu, chờ gửi').waitFor();
    });
    await context.setOffline(false);
    await stateOf(page, 'good').getByText('Đã điểm danh lúc').waitFor();
    return walk;
  } finally {
    await close([context]);
  }
}

/** A browser without a reader of its own keeps ours from the first time it is used. */
async function scanOnce(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'TÔI ĐÃ ĐẾN' }).tap();
  await page.getByRole('button', { name: 'Quét mã QR ở cổng' }).tap();
  await eventually(() =>
    page.evaluate<boolean>(`(async () => {
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) if (url.endsWith('.wasm')) return true;
      return false;
    })()`),
  );
}

/** From a wall that shows only its code, and the day on the board, to the number on the wall. */
export async function emptyScreen(stage: Stage): Promise<Walk> {
  const { server, browser, make } = stage;
  const unit = await make.orgUnit({ communeId: HAC_THANH });
  const staff = (await make.staff('province_coordinator', unit)).client;
  const event = await make.event({ unit, title: 'Lễ ra quân' });
  await make.shift(event, (await make.site(event.id, HAC_THANH)).id, [{ target: 5 }]);
  const wall = await wallPage(browser, `${server.url}/screen/`);
  const board = await boardOf(stage, staff, event.id);
  const page: Page = board.page;
  try {
    const devices = page.getByRole('link', { name: 'Thiết bị' });
    await devices.waitFor();
    const code = (await wall.page.locator('.pairing strong').innerText()).trim();
    const hand = new Hand();
    return await played([hand], async () => {
      await hand.press(devices);
      await hand.press(page.getByLabel('Mã trên máy'));
      await hand.type(page, code, 'code');
      await hand.choose(page.getByLabel('Loại máy'), 'Màn hình');
      // Past the list of places: for the whole event.
      for (let stops = 0; stops < 2; stops++) await hand.key(page, 'Tab');
      await hand.type(page, 'Hội trường', 'words');
      await hand.key(page, 'Enter');
      await presentIs(wall.page, 0).waitFor();
    });
  } finally {
    await close([wall.context, board.context]);
  }
}
