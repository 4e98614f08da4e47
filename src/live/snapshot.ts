import type { BoardSnapshot, PhoneSnapshot, ScreenSnapshot, Topic } from '../contracts/live.js';
import { phoneOf, screenOf } from './domain/difference.js';

/** An event at one revision, as each topic shows it. Each form is made and encoded once, when first asked for. */
export class Snapshot {
  readonly epoch: string;
  readonly rev: number;
  private ofScreen: ScreenSnapshot | null = null;
  private ofPhone: PhoneSnapshot | null = null;
  private readonly texts = new Map<Topic['topic'], string>();

  constructor(readonly board: BoardSnapshot) {
    this.epoch = board.epoch;
    this.rev = board.rev;
  }

  get screen(): ScreenSnapshot {
    this.ofScreen ??= screenOf(this.board);
    return this.ofScreen;
  }

  get phone(): PhoneSnapshot {
    this.ofPhone ??= phoneOf(this.board);
    return this.ofPhone;
  }

  /** JSON text of the topic's snapshot. */
  json(topic: Topic['topic']): string {
    let text = this.texts.get(topic);
    if (text === undefined) this.texts.set(topic, (text = JSON.stringify(this[topic])));
    return text;
  }

  /** Names this state in HTTP. */
  get tag(): string {
    return `"${this.epoch}-${this.rev}"`;
  }
}
