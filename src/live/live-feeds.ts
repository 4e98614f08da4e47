import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { BEAT_MS, FRAME_MIN_MS, type Topic } from '../contracts/live.js';
import { AppError } from '../platform/errors/app-error.js';
import { describe } from '../platform/errors/describe.js';
import { SignalBus } from '../platform/signals.js';
import { EventFeed } from './event-feed.js';
import { FanOut } from './fan-out.js';
import { LiveReader } from './live-reader.js';
import { LiveSockets } from './live-sockets.js';
import type { Snapshot } from './snapshot.js';

/** How long the feed of an event nobody looks at is kept. */
const IDLE_MS = 60_000;

/**
 * Keeps one feed for each event somebody asks about. A signal of this process drives it at once;
 * changes made by other processes are found by one small query for all watched events.
 */
@Injectable()
export class LiveFeeds implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('live');
  private readonly feeds = new Map<string, EventFeed>();
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(LiveReader) private readonly reader: LiveReader,
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(FanOut) private readonly fanOut: FanOut,
    @Inject(SignalBus) signals: SignalBus,
  ) {
    signals.on('eventChanged', ({ eventId }) => this.nudge(eventId));
  }

  onApplicationBootstrap(): void {
    this.running = Promise.all([
      this.repeat(FRAME_MIN_MS, () => this.look()),
      this.repeat(BEAT_MS, () => this.beat()),
    ]);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all([...this.feeds.values()].map((feed) => feed.idle()));
  }

  /** For a client that has joined the room: the state from which its next frame begins. */
  async current({ topic, eventId }: Topic): Promise<Snapshot> {
    const feed = this.feed(eventId);
    const latest = feed.fresh ?? (await (feed.underWay ?? this.read(feed)));
    return feed.asTold(topic, latest);
  }

  /** As committed when it was asked. */
  async newest(eventId: string): Promise<Snapshot> {
    const [revision] = await this.reader.revisions([eventId]);
    if (!revision) throw new AppError('not_found');
    const feed = this.feed(eventId);
    return feed.confirm(revision) ?? (await this.read(feed));
  }

  private nudge(eventId: string): void {
    const feed = this.feeds.get(eventId);
    if (!feed) return;
    feed.stale();
    // While the server closes, the last check-ins are still written and the database is about to be let go.
    if (this.stopping.signal.aborted) return;
    if (feed.watched) void this.read(feed).catch(() => undefined); // the next look tries again
  }

  private feed(eventId: string): EventFeed {
    let feed = this.feeds.get(eventId);
    if (!feed) {
      feed = new EventFeed(eventId, this.reader, this.sockets, this.fanOut);
      this.feeds.set(eventId, feed);
    }
    return feed;
  }

  private async read(feed: EventFeed): Promise<Snapshot> {
    try {
      return await feed.read();
    } catch (thrown) {
      if (thrown instanceof AppError) this.drop(feed);
      else this.log.error({ event: feed.eventId, ...describe(thrown) });
      throw thrown;
    }
  }

  private async look(): Promise<void> {
    const watched = [...this.feeds.values()].filter((feed) => feed.watched);
    if (watched.length === 0) return;
    const asked = performance.now();
    const found = await this.reader.revisions(watched.map((feed) => feed.eventId));
    const revisions = new Map(found.map((revision) => [revision.id, revision]));
    for (const feed of watched) {
      const revision = revisions.get(feed.eventId);
      if (!revision) this.drop(feed);
      else if (!feed.confirm(revision, asked)) void this.read(feed).catch(() => undefined);
    }
  }

  private beat(): void {
    for (const feed of this.feeds.values()) {
      if (feed.watched) feed.beat();
      else if (feed.idleFor() > IDLE_MS) this.feeds.delete(feed.eventId);
    }
  }

  /** The event has gone. */
  private drop(feed: EventFeed): void {
    this.feeds.delete(feed.eventId);
    for (const room of feed.rooms) this.sockets.empty(room);
  }

  private async repeat(everyMs: number, work: () => void | Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    const wait = () =>
      delay(everyMs, undefined, { signal, ref: false }).then(
        () => true,
        () => false,
      );
    while (await wait()) {
      try {
        await work();
      } catch (thrown) {
        this.log.error(describe(thrown));
      }
    }
  }
}
