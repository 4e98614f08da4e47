import { type ResultReceipt, ResultReceiptsSchema } from '../../src/contracts/results.js';
import { newId } from '../../src/kernel/ids.js';
import type { HttpClient } from '../support/http-client.js';
import type { TestServer } from '../support/test-server.js';
import { factories, type OrgUnitRow } from './index.js';

export interface Reporter {
  id: string;
  name: string;
  assignmentId: string;
  client: HttpClient;
}
export type ResultsDay = Awaited<ReturnType<typeof resultsDay>>;

/** A live event of two communes whose campaign counts the usual things, and volunteers who report. */
export async function resultsDay(server: TestServer, make = factories(server)) {
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  await make.place('14800', 'commune', 'Sầm Sơn', '38');
  const province = await make.orgUnit();
  const units = {
    here: await make.orgUnit({ parent: province, communeId: '14758' }),
    there: await make.orgUnit({ parent: province, communeId: '14800' }),
  };
  const event = await make.event({ unit: province });
  const codes = await make.indicators(event.campaignId);
  const sites = {
    here: await make.site(event.id, '14758', 'Nhà văn hóa Hạc Thành'),
    there: await make.site(event.id, '14800', 'Quảng trường Sầm Sơn'),
  };
  const shifts = {
    here: await make.shift(event, sites.here.id, [{ target: 5 }]),
    there: await make.shift(event, sites.there.id, [{ target: 5 }]),
  };
  const organiser = (await make.staff('event_organiser', province)).client;
  const indicator = (code: string): string => codes[code] ?? '';

  async function reporter(
    where: keyof typeof sites = 'here',
    state = 'checked_in',
    unit: OrgUnitRow = units[where],
  ): Promise<Reporter> {
    const person = await make.person({ unit });
    await make.register(event.id, [person.id]);
    const assignment = await make.assignment(event, shifts[where], person.id, state);
    const client = await make.signedIn('volunteer', { subjectId: person.id });
    return { id: person.id, name: person.name, assignmentId: assignment.id, client };
  }

  /** A report of this reporter as a phone writes it. */
  const entry = (who: Reporter, code: string, amount: number, people = 0) => ({
    id: newId(),
    assignmentId: who.assignmentId,
    indicatorId: indicator(code),
    amount,
    people,
    deviceTime: new Date().toISOString(),
  });
  type Entry = ReturnType<typeof entry>;

  const post = (who: Reporter, entries: object[], eventId = event.id) =>
    who.client.post(`/api/events/${eventId}/results`, { deviceId: 'device-0001', entries });
  async function send(who: Reporter, ...entries: Entry[]): Promise<ResultReceipt[]> {
    const { status, body } = await post(who, entries);
    if (status !== 200) throw new Error(`not taken: ${JSON.stringify(body)}`);
    return ResultReceiptsSchema.parse(body).receipts;
  }
  async function report(who: Reporter, code: string, amount: number, people = 0): Promise<ResultReceipt> {
    const [receipt] = await send(who, entry(who, code, amount, people));
    return receipt!;
  }

  return {
    make,
    event,
    province,
    units,
    sites,
    shifts,
    organiser,
    indicator,
    reporter,
    entry,
    post,
    send,
    report,
  };
}
