import type { Scene } from './scene.js';
import { setStage } from './stage.js';

/** Offers of another event that nobody answers: what a sweep does by the clock, and must not do too early. */
export class OffersDue {
  private constructor(
    private readonly scene: Scene,
    private readonly soon: string,
    private readonly later: readonly string[],
  ) {}

  /** All of them have hours left, and must have been left alone when the case is over. */
  static async make(scene: Scene, hoursLeft: number): Promise<OffersDue> {
    const { world } = scene;
    const { eventId } = await setStage(world, 6);
    await world.ask(`DELETE FROM event_counts WHERE event_id = $1 AND metric = 'accepted'`, [eventId]);
    const rows = await world.ask<{ id: string }>(
      `UPDATE assignments SET state = 'offered', deadline_at = clock_timestamp() + $2 * interval '1 hour'
       WHERE event_id = $1 RETURNING id`,
      [eventId, hoursLeft],
    );
    const [soon, ...later] = rows.map(({ id }) => id);
    if (soon === undefined) throw new Error('no offers were made');
    const offers = new OffersDue(scene, soon, later);
    scene.afterwards(() => offers.judge());
    return offers;
  }

  /** The time of one of them is over; the case waits until a sweep has seen it. */
  async endOne(): Promise<void> {
    await this.scene.world.ask('UPDATE assignments SET deadline_at = clock_timestamp() WHERE id = $1', [
      this.soon,
    ]);
    this.scene.awaits(async () => (await this.states([this.soon])).every((state) => state === 'expired'));
  }

  private async judge(): Promise<void> {
    const early = (await this.states(this.later)).filter((state) => state !== 'offered').length;
    if (early > 0) this.scene.finds('wrong', `${early} offers have run out too early`);
  }

  private async states(ids: readonly string[]): Promise<string[]> {
    const rows = await this.scene.world.ask<{ state: string }>(
      'SELECT state FROM assignments WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return rows.map(({ state }) => state);
  }
}
