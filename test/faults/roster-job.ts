import { HttpClient } from '../support/http-client.js';
import { eventually } from '../support/eventually.js';
import type { RosterImport } from '../../src/contracts/people.js';
import type { Scene } from './scene.js';

let numbers = Math.floor(Math.random() * 9_000) * 10_000;

/** A roster import that a fault meets: uploaded and read, ready to be applied. */
export class RosterJob {
  private constructor(
    private readonly scene: Scene,
    private readonly client: HttpClient,
    private readonly id: string,
    private readonly people: number,
  ) {}

  /** Uploads a list of people nobody knows yet and waits until a worker has read it. */
  static async upload(scene: Scene, people: number): Promise<RosterJob> {
    const { world, stage } = scene;
    const [name = '', token = ''] = stage.staffCookie.split('=');
    const client = new HttpClient(scene.random.pick(world.web).url, { [name]: token });
    const rows = Array.from(
      { length: people },
      (_, i) =>
        `Người Mới ${i},097${String(numbers + i)
          .padStart(7, '0')
          .slice(-7)}`,
    );
    numbers += people;
    const content = Buffer.from(['Họ và tên,Điện thoại', ...rows].join('\n'));
    const file = { name: 'danh-sach.csv', content };
    const sent = await client.upload<RosterImport>('/api/roster-imports', file, {
      orgUnitId: stage.provinceUnitId,
    });
    if (sent.status !== 202) throw new Error(`roster refused: ${sent.status} ${JSON.stringify(sent.body)}`);
    const job = new RosterJob(scene, client, sent.body.id, people);
    await eventually(async () => (await job.state()) === 'ready', 60_000);
    return job;
  }

  /** Asks for it to be applied; the case waits for the effect, which must be there exactly once. */
  async apply(): Promise<void> {
    const asked = await this.client.post(`/api/roster-imports/${this.id}/apply`);
    if (asked.status !== 202) throw new Error(`apply refused: ${asked.status}`);
    this.scene.awaits(async () => (await this.state()) === 'applied');
    this.scene.afterwards(() => this.judge());
  }

  async state(): Promise<string | undefined> {
    const rows = await this.scene.world.ask<{ state: string }>(
      'SELECT state FROM roster_imports WHERE id = $1',
      [this.id],
    );
    return rows[0]?.state;
  }

  private async judge(): Promise<void> {
    const { world, stage } = this.scene;
    const [row] = await world.ask<{ counted: number; there: number }>(
      `SELECT (counts->>'new')::int AS counted,
         (SELECT count(*)::int FROM people p WHERE p.org_unit_id = i.org_unit_id) AS there
       FROM roster_imports i WHERE id = $1 AND org_unit_id = $2`,
      [this.id, stage.provinceUnitId],
    );
    if (row?.there !== this.people)
      this.scene.finds('doubled', `a roster of ${this.people} made ${row?.there ?? 0} people`);
    if (row?.counted !== this.people)
      this.scene.finds('wrong', `a roster of ${this.people} counted ${row?.counted ?? 0} new people`);
  }
}
