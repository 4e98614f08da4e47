import { expect } from '@jest/globals';
import { type Receipt, ReceiptsSchema } from '../../src/contracts/participation.js';
import { EventChanges } from '../../src/events/index.js';
import { newId } from '../../src/kernel/ids.js';
import { RecountRepository } from '../../src/participation/recount.repository.js';
import type { HttpClient } from '../support/http-client.js';
import type { TestServer } from '../support/test-server.js';
import type { factories, OrgUnitRow } from './index.js';

export type LedgerDay = Awaited<ReturnType<typeof ledgerDay>>;

/** A live event with two sites and two people in charge, for tests that correct and close its ledger. */
export async function ledgerDay(server: TestServer, make: ReturnType<typeof factories>) {
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  await make.place('14800', 'commune', 'Sầm Sơn', '38');
  const province = await make.orgUnit({ name: `Tỉnh đoàn ${newId()}` });
  const unit = await make.orgUnit({ parent: province, name: 'Đoàn phường Hạc Thành', communeId: '14758' });
  const organiser = await make.staff('event_organiser', province);
  const gate = (await make.staff('gate_keeper', province)).client;
  const event = await make.event({ unit: province });
  const hall = await make.site(event.id, '14758', 'Nhà văn hóa Hạc Thành');
  const beach = await make.site(event.id, '14800', 'Quảng trường Sầm Sơn');
  const sites = { hall, beach };
  const shifts = {
    hall: await make.shift(event, hall.id, [{ target: 5 }]),
    beach: await make.shift(event, beach.id, [{ target: 5 }]),
  };
  const path = `/api/events/${event.id}`;

  /** The counts as registering and publishing would have left them. */
  const settle = () =>
    server.transactions.run(async (tx) => {
      const raised = await server.get(EventChanges).raise(tx, event.id);
      await server.get(RecountRepository).repair(tx, raised);
    });

  async function volunteer(at: 'hall' | 'beach' | null, state = 'accepted', of: OrgUnitRow = unit) {
    const person = await make.person({ unit: of });
    await make.register(event.id, [person.id]);
    if (at) await make.assignment(event, shifts[at], person.id, state);
    await settle();
    return person;
  }

  async function send(client: HttpClient, entries: object[]): Promise<Receipt[]> {
    const answer = await client.post(`${path}/check-ins`, { deviceId: 'device-0001', entries });
    expect(answer).toMatchObject({ status: 200 });
    return ReceiptsSchema.parse(answer.body).receipts;
  }

  /** A scan by somebody who ticks a list. */
  async function tick(personId: string, at: 'hall' | 'beach'): Promise<Receipt> {
    const entry = {
      id: newId(),
      siteId: sites[at].id,
      method: 'leader',
      personId,
      deviceTime: new Date().toISOString(),
    };
    return (await send(gate, [entry]))[0]!;
  }

  const close = () => organiser.client.post(`${path}/state`, { to: 'closed' });
  return {
    province,
    unit,
    organiser,
    gate,
    event,
    sites,
    shifts,
    path,
    settle,
    volunteer,
    send,
    tick,
    close,
  };
}
