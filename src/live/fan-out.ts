import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { FRAME_MIN_MS } from '../contracts/live.js';
import type { Line } from '../platform/sockets/line.js';
import { type Message, messageOf } from '../platform/sockets/message.js';
import { spread } from '../platform/spread.js';
import { LiveSockets } from './live-sockets.js';
import { countedFrom } from './pace.js';

/** What a room gets in a tick, as JSON text. */
interface News {
  frame: string;
  /** The whole state at the frame's revision, for who was passed by before. */
  whole: () => string;
}

/** So long a tick that is due waits for a read that is under way: a frame just missed would wait for the next. */
const GRACE_MS = 50;

/**
 * Sends what changed to the clients of this node. All that is to be said in one tick goes to a client in one
 * message, whatever number of rooms it is in; each message is encoded once for all who are in the
 * same rooms. A client that has not yet taken what was sent before is passed by, so that no backlog
 * grows, and gets the whole newest state when it can take it.
 */
@Injectable()
export class FanOut {
  private news = new Map<string, News>();
  private tick: Promise<void> | null = null;
  private last = -Infinity;
  private sending: Promise<void> = Promise.resolve();
  private readonly readings = new Set<Promise<unknown>>();
  /** Who was passed by, by room. */
  private readonly behind = new Map<string, Set<Line>>();

  constructor(@Inject(LiveSockets) private readonly sockets: LiveSockets) {}

  /**
   * Says something to a room at the next tick, a quarter of a second after the last.
   * @param whole makes the room's whole state, asked only when somebody was passed by
   * @returns when everybody has been sent it: who waits for that sends nothing twice
   */
  say(room: string, frame: object, whole: () => string): Promise<void> {
    const before = this.news.get(room);
    const json = JSON.stringify(frame);
    this.news.set(room, { frame: before ? `${before.frame},${json}` : json, whole });
    this.tick ??= this.nextTick();
    return this.tick;
  }

  /** When the next tick may be: what is read just before is freshest. */
  get due(): number {
    return this.last + FRAME_MIN_MS;
  }

  /** Hears of a read that has begun, of which something may come to be said. */
  expect(reading: Promise<unknown>): void {
    this.readings.add(reading);
    const over = () => this.readings.delete(reading);
    reading.then(over, over);
  }

  private async nextTick(): Promise<void> {
    await delay(Math.max(0, this.due - performance.now()));
    await this.sending; // nobody may have the newer first
    if (this.readings.size > 0) await Promise.race([Promise.allSettled(this.readings), delay(GRACE_MS)]);
    this.last = countedFrom(this.due, performance.now());
    const { news } = this;
    this.news = new Map();
    this.tick = null;
    const sending = this.sendAll(news);
    this.sending = sending.catch(() => undefined);
    await sending;
  }

  private async sendAll(news: ReadonlyMap<string, News>): Promise<void> {
    const messages = new Map<string, Message>();
    const messageFor = (rooms: readonly string[], whole: readonly string[]) => {
      const key = `${rooms.join()} ${whole.join()}`;
      let made = messages.get(key);
      if (!made) messages.set(key, (made = bundle(news, rooms, whole)));
      return made;
    };
    const sendTo = (line: Line) => {
      const rooms = [...line.rooms].filter((room) => news.has(room));
      const whole = rooms.filter((room) => this.behind.get(room)?.has(line));
      if (rooms.length === 0) return; // left meanwhile
      const sent = line.send(messageFor(rooms, whole));
      if (sent && whole.length === 0) return;
      for (const room of rooms) this.remember(room, line, sent);
    };
    const [room, ...more] = news.keys();
    if (room === undefined) return;
    if (more.length > 0) {
      await spread(
        new Set([...news.keys()].flatMap((one) => [...this.sockets.linesOf(one)])),
        sendTo,
        'first',
      );
    } else {
      // The usual case, and ten thousand times a tick: one room, nobody behind.
      const message = messageFor([room], []);
      await spread(
        [...this.sockets.linesOf(room)],
        (line) => {
          if (this.behind.has(room)) sendTo(line);
          else if (!line.send(message)) this.remember(room, line, false);
        },
        'first',
      );
    }
    for (const one of news.keys()) this.forget(one);
  }

  private remember(room: string, line: Line, sent: boolean): void {
    let behind = this.behind.get(room);
    if (!behind) this.behind.set(room, (behind = new Set()));
    if (sent) behind.delete(line);
    else behind.add(line);
  }

  /** Drops who has gone. */
  private forget(room: string): void {
    const behind = this.behind.get(room);
    if (!behind) return;
    const lines = this.sockets.linesOf(room);
    for (const line of behind) if (!lines.has(line)) behind.delete(line);
    if (behind.size === 0) this.behind.delete(room);
  }
}

function bundle(
  news: ReadonlyMap<string, News>,
  rooms: readonly string[],
  whole: readonly string[],
): Message {
  const parts = rooms.flatMap((room) => {
    const said = news.get(room);
    return said ? [whole.includes(room) ? said.whole() : said.frame] : [];
  });
  return messageOf('frames', `[${parts.join()}]`);
}
