import pg from 'pg';
import { newId } from '../../../src/kernel/ids.js';
import type { TestServer } from '../../support/test-server.js';
import { type BenchEvent, type Gate, Province, scanOf } from '../../../bench/ingest/province.js';

/** So many communes report something new in a tick. */
export const CHANGES = 12;
const TICK_MS = 250;

/** A live day of a province, whose people come through its gates at a pace. */
export class LiveDay {
  private next = 0;

  private constructor(
    private readonly url: string,
    readonly event: BenchEvent,
    private readonly gate: Gate,
    /** Somebody who may look at the screen. */
    readonly viewer: Gate,
    /** Whose board has all that can be done in it. */
    readonly organiser: Gate,
  ) {}

  /** @param people how many can come at most @param everywhere with sites in every commune of the country */
  static async make(server: TestServer, people: number, everywhere = false): Promise<LiveDay> {
    const db = new pg.Client({ connectionString: server.databaseUrl });
    await db.connect();
    try {
      const province = new Province(db, people);
      await province.create();
      const event = await province.event(people);
      if (everywhere) await spread(db, event);
      await db.query(
        `INSERT INTO demands (shift_id, skill, minimum, target, maximum)
         SELECT id, '', 0, $2, $2 FROM shifts WHERE event_id = $1`,
        [event.id, Math.ceil((1.2 * people) / event.sites)],
      );
      const [gate] = await province.gates(1);
      const [viewer] = await province.viewers(1);
      const [organiser] = await province.organisers(1);
      return new LiveDay(server.url, event, gate!, viewer!, organiser!);
    } finally {
      await db.end();
    }
  }

  /** How many have come. */
  get present(): number {
    return this.next;
  }

  /** People of twelve communes come in each tick, until `done` says so. */
  async come(done: (ticks: number) => boolean): Promise<void> {
    for (let ticks = 0; !done(ticks); ticks++) {
      const due = performance.now() + TICK_MS;
      await this.arrive();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    }
  }

  /** Somebody comes in each of twelve communes, in one upload. */
  async arrive(): Promise<void> {
    const entries = Array.from({ length: CHANGES }, (_, i) => scanOf(this.event, this.next + i));
    if (this.next + CHANGES > this.event.people) throw new Error('everybody has come already');
    const response = await fetch(`${this.url}/api/events/${this.event.id}/check-ins`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.gate.cookie },
      body: JSON.stringify({ deviceId: `bench-${newId()}`, entries }),
    });
    if (!response.ok) throw new Error(`check-ins refused: ${await response.text()}`);
    this.next += CHANGES;
  }
}

/** Sites in all communes that have none yet, wherever they are. */
async function spread(db: pg.Client, event: BenchEvent): Promise<void> {
  await db.query(
    `INSERT INTO sites (id, event_id, name, commune_id, created_at)
     SELECT gen_random_uuid(), $1, 'Điểm ' || id, id, now() FROM administrative_units u
     WHERE level = 'commune' AND valid_to IS NULL
       AND NOT EXISTS (SELECT FROM sites s WHERE s.event_id = $1 AND s.commune_id = u.id)`,
    [event.id],
  );
  await db.query(
    `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at)
     SELECT gen_random_uuid(), e.id, s.id, 'Ca sáng', e.starts_at, e.ends_at
     FROM sites s JOIN events e ON e.id = s.event_id
     WHERE e.id = $1 AND NOT EXISTS (SELECT FROM shifts h WHERE h.site_id = s.id)`,
    [event.id],
  );
}
