import { expect } from '@jest/globals';
import type { Assignment, MyAssignment, Plan, PlanDetail } from '../../src/contracts/assignments.js';
import type { Campaign } from '../../src/contracts/campaigns.js';
import type { Event, Shift, Site } from '../../src/contracts/events.js';
import type { BoardSnapshot } from '../../src/contracts/live.js';
import type { CheckInEntry, Receipt } from '../../src/contracts/participation.js';
import type { OrgUnit, Person, PersonalLink, RosterImport } from '../../src/contracts/people.js';
import type { EventExport } from '../../src/contracts/reports.js';
import { newId } from '../../src/kernel/ids.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http-client.js';
import { LiveClient } from '../support/live-client.js';

/** One launch day, told to nodes that share a database. Each step may go to any of them. */
export class Story {
  static readonly PEOPLE = [
    ['Lò Thị Mây Trắng', '0971000001'],
    ['Hà Văn Suối Xanh', '0971000002'],
    ['Vi Thị Hoa Ban', '0971000003'],
    ['Phạm Bá Thước Dài', '0971000004'],
    ['Lương Văn Nếp Nương', '0971000005'],
    ['Ngân Thị Cầu Vồng', '0971000006'],
  ] as const;

  private turn = 0;
  private event!: Event;
  private site!: Site;
  private unit!: OrgUnit;
  private readonly sockets: LiveClient[] = [];

  private constructor(
    private readonly urls: readonly string[],
    private readonly staff: HttpClient,
  ) {}

  static async begin(urls: readonly string[], logIn: { login: string; password: string }): Promise<Story> {
    const client = new HttpClient(urls[0]!);
    expect((await client.post('/api/sessions/staff', logIn)).status).toBe(200);
    return new Story(urls, client);
  }

  end(): void {
    for (const socket of this.sockets) socket.close();
  }

  /** The same browser, at the next node. */
  private next(client: HttpClient = this.staff): HttpClient {
    return new HttpClient(this.urls[this.turn++ % this.urls.length]!, Object.fromEntries(client.cookies));
  }

  async importRoster(): Promise<void> {
    const units = (await this.next().get<OrgUnit[]>('/api/org-units')).body;
    this.unit = units.find((unit) => unit.kind === 'commune' && unit.communeId !== null)!;
    const rows = Story.PEOPLE.map(([name, phone]) => `${name},${phone}`);
    const content = Buffer.from(['Họ và tên,Điện thoại', ...rows, 'Thiếu Số,123'].join('\n'));
    const sent = await this.next().upload<RosterImport>(
      '/api/roster-imports',
      { name: 'danh-sach.csv', content },
      { orgUnitId: this.unit.id },
    );
    expect(sent.status).toBe(202);
    const path = `/api/roster-imports/${sent.body.id}`;
    const until = (state: RosterImport['state']) =>
      eventually(async () => (await this.next().get<RosterImport>(path)).body.state === state, 60_000);
    await until('ready');
    expect((await this.next().post(`${path}/apply`)).status).toBe(202);
    await until('applied');
    expect((await this.next().get<RosterImport>(path)).body.counts).toMatchObject({ new: 6, rejected: 1 });
  }

  /** Numbers are sealed: who is found by one shows that its hash and its cipher are of a key that is known. */
  async everybodyIsFoundByNumber(): Promise<void> {
    for (const [name, phone] of Story.PEOPLE) {
      const { body } = await this.next().get<{ items: Person[] }>(`/api/people?q=${phone}`);
      expect(body.items).toMatchObject([
        { fullName: name, phone: expect.stringMatching(`${phone.slice(-3)}$`) },
      ]);
    }
  }

  async prepareEvent(): Promise<void> {
    const hour = 3_600_000;
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const campaign = await this.create<Campaign>('/api/campaigns', {
      orgUnitId: this.unit.parentId,
      title: 'Chiến dịch thử',
      startsOn: at(-48 * hour).slice(0, 10),
      endsOn: at(48 * hour).slice(0, 10),
    });
    const window = { startsAt: at(-hour), endsAt: at(3 * hour) };
    this.event = await this.create<Event>('/api/events', {
      campaignId: campaign.id,
      kind: 'dx_day',
      title: 'Ngày Chuyển đổi số',
      ...window,
    });
    const path = `/api/events/${this.event.id}`;
    this.site = await this.create<Site>(`${path}/sites`, {
      name: 'Nhà văn hóa',
      communeId: this.unit.communeId,
    });
    const shift = await this.create<Shift>(`${path}/shifts`, {
      siteId: this.site.id,
      title: 'Ca sáng',
      ...window,
    });
    const demand = [{ skill: null, minimum: 1, target: 4, maximum: 4 }];
    expect((await this.next().put(`${path}/shifts/${shift.id}/demand`, { version: 1, demand })).status).toBe(
      200,
    );
    await this.changeState('open');
    const registered = await this.next().post(`${path}/registrations`, { orgUnitId: this.unit.id });
    expect(registered.body).toEqual({ added: 6, registered: 6 });
  }

  async changeState(to: Event['state']): Promise<void> {
    expect((await this.next().post(`/api/events/${this.event.id}/state`, { to })).status).toBe(200);
  }

  /** @param disturb what happens between the request and its job */
  async plan(
    disturb: () => Promise<unknown> = () => Promise.resolve(),
    withinMs = 60_000,
  ): Promise<PlanDetail> {
    const path = `/api/events/${this.event.id}/plans`;
    const asked = await this.next().post<Plan>(path);
    expect(asked.status).toBe(202);
    await disturb();
    return eventually(async () => {
      const { body } = await this.next().get<PlanDetail>(`${path}/${asked.body.id}`);
      expect(body.state).not.toBe('failed');
      return body.state === 'draft' && body;
    }, withinMs);
  }

  async publish(plan: PlanDetail): Promise<void> {
    expect(plan).toMatchObject({ people: 6, placed: 4 });
    const path = `/api/events/${this.event.id}/plans/${plan.id}/publish`;
    const { status, body } = await this.next().post(path, {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ offered: 4, withdrawn: 0 });
  }

  /** Every offered person signs in by a personal link and accepts. */
  async acceptAll(): Promise<{ personId: string; phone: HttpClient }[]> {
    const path = `/api/events/${this.event.id}/assignments?state=offered`;
    const offered = (await this.next().get<{ items: Assignment[] }>(path)).body.items;
    expect(offered).toHaveLength(4);
    const phones = [];
    for (const { personId } of offered) {
      const link = (await this.next().post<PersonalLink>(`/api/people/${personId}/links`)).body;
      const phone = new HttpClient(this.urls[0]!);
      expect((await phone.post('/api/sessions/link', { token: link.token })).status).toBe(200);
      const mine = (await this.next(phone).get<MyAssignment[]>('/api/me/assignments')).body;
      const answer = await this.next(phone).post<MyAssignment>(`/api/me/assignments/${mine[0]!.id}/answer`, {
        answer: 'accept',
      });
      expect(answer.body.state).toBe('accepted');
      phones.push({ personId, phone });
    }
    return phones;
  }

  async watch(): Promise<void> {
    for (const url of this.urls) {
      const socket = await LiveClient.connect(url, this.staff, 'staff');
      this.sockets.push(socket);
      expect(await socket.join('board', this.event.id)).toMatchObject({ ok: true });
    }
  }

  /** Checks a person in at one node, and sends the same again to another: one check-in, one receipt. */
  async checkIn(personId: string): Promise<void> {
    const entry: CheckInEntry = {
      id: newId(),
      method: 'leader',
      siteId: this.site.id,
      personId,
      deviceTime: new Date().toISOString(),
    };
    const send = async () => {
      const batch = { deviceId: 'conformance', entries: [entry] };
      const path = `/api/events/${this.event.id}/check-ins`;
      const { status, body } = await this.next().post<{ receipts: Receipt[] }>(path, batch);
      expect(status).toBe(200);
      return body.receipts[0]!;
    };
    const first = await send();
    expect(first.outcome).toBe('counted');
    expect(await send()).toMatchObject({ id: entry.id, checkInId: first.checkInId, at: first.at });
  }

  /** Every node's snapshot, every node's frames and the export say `people`. */
  async everybodySays(people: number): Promise<void> {
    const totals = totalsOf(people);
    for (const [i, url] of this.urls.entries()) {
      await this.nodeSays(url, people);
      const frames = this.sockets[i]!.heard['board.frame'];
      // A later frame need not tell the totals again.
      const told = () => frames.findLast((frame) => frame.changed.totals)?.changed.totals;
      await eventually(() => told()?.people === people);
      expect(told()).toEqual(totals);
    }
  }

  /** A node's snapshot and its export say `people`. */
  async nodeSays(url: string, people: number): Promise<void> {
    const totals = totalsOf(people);
    const path = `/api/events/${this.event.id}`;
    const client = new HttpClient(url, Object.fromEntries(this.staff.cookies));
    const board = (await client.get<BoardSnapshot>(`${path}/live/board`)).body;
    expect(board.totals).toEqual(totals);
    const report = (await client.get<EventExport>(`${path}/export.json`)).body;
    expect(report).toMatchObject({ totals, ledger: people });
  }

  private async create<T>(path: string, body: unknown): Promise<T> {
    const answer = await this.next().post<T>(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

const totalsOf = (people: number) => ({ registered: 6, offered: 4, accepted: 4, turns: people, people });

/** Law 8: what the processes wrote holds nobody's name or phone. */
export function expectNobodyIn(said: string): void {
  for (const [name, phone] of Story.PEOPLE) {
    expect(said).not.toContain(name);
    expect(said).not.toContain(phone.slice(1));
  }
}

/** The log-in that a first start prints, or null. */
export function logInOf(said: string): { login: string; password: string } | null {
  const login = /\/ Name\s+(\S+)/.exec(said)?.[1];
  const password = /\/ Password\s+(\S+)/.exec(said)?.[1];
  return login === undefined || password === undefined ? null : { login, password };
}
