import { onNobodysBehalf } from '../platform/audit/act.js';

/** Words of people in one transaction: as many as a storm brings while the one before commits. */
const BATCH = 200;

interface Waiting {
  id: string;
  resolve: (taken: boolean) => void;
  reject: (thrown: unknown) => void;
}

/**
 * Thousands say the same within minutes, and each word needs the event's lock. So while one
 * transaction runs, the words that arrive wait and share the next one: alone, a word waits for
 * nothing; in a storm, two hundred cost as much as one. Nobody is answered before the commit.
 */
export abstract class GatheredWords {
  private readonly waiting = new Map<string, Waiting[]>();

  /** Writes the word of all of them down in one transaction. @returns those for whom it was new */
  protected abstract takeAll(eventId: string, ids: readonly string[]): Promise<Set<string>>;

  /** @returns whether this call was the first to say it of this assignment */
  protected take(eventId: string, id: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(eventId);
      if (queue) {
        queue.push({ id, resolve, reject });
        return;
      }
      this.waiting.set(eventId, [{ id, resolve, reject }]);
      // One transaction is many people's; what each has said is a step of its assignment's history.
      void onNobodysBehalf(() => this.drain(eventId));
    });
  }

  private async drain(eventId: string): Promise<void> {
    for (;;) {
      const batch = this.waiting.get(eventId)?.splice(0, BATCH) ?? [];
      if (batch.length === 0) break;
      try {
        const taken = await this.takeAll(
          eventId,
          batch.map((one) => one.id),
        );
        for (const { id, resolve } of batch) resolve(taken.delete(id));
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    this.waiting.delete(eventId);
  }
}
