import { HttpClient } from '../support/http-client.js';
import type { ServerProcess } from './fleet.js';
import type { Scene } from './scene.js';

/** A check-in that an organiser takes back, asking again until there is an answer. */
export class TakenBack {
  private constructor(
    private readonly scene: Scene,
    private readonly checkInId: string,
    private readonly client: HttpClient,
  ) {}

  /** Asks `web` once and does not wait; the case waits until it is done, which must be exactly once. */
  static async ask(scene: Scene, web: ServerProcess): Promise<void> {
    const { world, stage } = scene;
    const [name = '', token = ''] = stage.staffCookie.split('=');
    const client = new HttpClient(web.url, { [name]: token });
    const [row] = await world.ask<{ id: string }>(
      'SELECT id FROM check_ins WHERE event_id = $1 ORDER BY rev, id LIMIT 1',
      [stage.eventId],
    );
    if (!row) throw new Error('nobody is checked in');
    const one = new TakenBack(scene, row.id, client);
    void one.isDone();
    scene.awaits(() => one.isDone());
    scene.afterwards(() => one.judge());
  }

  private isDone(): Promise<boolean> {
    const path = `/api/events/${this.scene.stage.eventId}/check-ins/${this.checkInId}/void`;
    return this.client.post(path, { reason: 'wrong_person' }).then(
      ({ status }) => status < 300,
      () => false,
    );
  }

  private async judge(): Promise<void> {
    const [row] = await this.scene.world.ask<{ n: number }>(
      'SELECT count(*)::int AS n FROM check_in_voids WHERE event_id = $1',
      [this.scene.stage.eventId],
    );
    if (row?.n !== 1)
      this.scene.finds('wrong', `one check-in was taken back, ${row?.n ?? 0} voids are there`);
  }
}
