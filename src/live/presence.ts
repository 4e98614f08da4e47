import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Look, Presence as PresenceSaid } from '../contracts/live.js';
import { newId } from '../kernel/ids.js';
import { PRESENT_MS } from '../kernel/presence.js';
import { describe } from '../platform/errors/describe.js';
import { type LiveSocket, LiveSockets, type Looking } from './live-sockets.js';
import { lookRoom } from './rooms.js';
import { StaffNames } from './staff-names.js';

/** Of an event on one node; who comes then is not listed. */
const MOST_HERE = 100;
const MOST_SHOWN = 40;
export const SWEEP_MS = 1_000;
/** So often the other nodes hear again who is here. */
const TELL_MS = 3_000;

interface Seen extends Looking {
  heardAt: number;
}

/**
 * Which of the staff looks at what of an event. Everybody says it again every few seconds, so that a dead
 * line is gone within ten; between nodes go ids, and each node reads the names for itself.
 */
@Injectable()
export class Presence implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('live');
  private readonly node = newId();
  /** By event, then by socket. */
  private readonly here = new Map<string, Map<string, Seen>>();
  /** By event, then by node. */
  private readonly elsewhere = new Map<string, Map<string, { heardAt: number; looking: Looking[] }>>();
  private readonly told = new Map<string, string>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(StaffNames) private readonly names: StaffNames,
  ) {}

  onApplicationBootstrap(): void {
    this.sockets.onLookingElsewhere(({ node, eventId, looking }) => {
      if (node === this.node) return;
      const nodes = this.elsewhere.get(eventId) ?? new Map<string, { heardAt: number; looking: Looking[] }>();
      nodes.set(node, { heardAt: performance.now(), looking });
      this.elsewhere.set(eventId, nodes);
      void this.tell(eventId);
    });
    this.timers = [
      setInterval(() => this.sweep(), SWEEP_MS).unref(),
      setInterval(() => {
        for (const eventId of this.here.keys()) this.tellOthers(eventId);
      }, TELL_MS).unref(),
    ];
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** From somebody who may see the event's board. */
  async look(socket: LiveSocket, { eventId, page, communeId }: Look): Promise<PresenceSaid> {
    const { principal } = socket.data;
    if (!socket.connected) return this.said(eventId); // gone while it was looked up whether it may
    for (const other of this.here.keys()) if (other !== eventId) this.leave(socket, other);
    const sockets = this.here.get(eventId) ?? new Map<string, Seen>();
    const before = sockets.get(socket.id);
    if (before || sockets.size < MOST_HERE) {
      this.here.set(eventId, sockets);
      sockets.delete(socket.id); // the newest stands last
      sockets.set(socket.id, { staffId: principal.id, page, communeId, heardAt: performance.now() });
    }
    if (!before) await socket.join(lookRoom(eventId));
    if (before?.page !== page || before.communeId !== communeId) {
      this.tellOthers(eventId);
      void this.tell(eventId);
    }
    return this.said(eventId);
  }

  /** Who went away, or closed the page. */
  gone(socket: LiveSocket): void {
    for (const eventId of this.here.keys()) this.leave(socket, eventId);
  }

  /** Who looks at something else, or may no longer see the event. */
  leave(socket: LiveSocket, eventId: string): void {
    void socket.leave(lookRoom(eventId));
    if (!this.here.get(eventId)?.delete(socket.id)) return;
    this.tellOthers(eventId);
    void this.tell(eventId);
  }

  /** Lets go of who was not heard of for too long. @param now as the process counts milliseconds */
  sweep(now = performance.now()): void {
    const since = now - PRESENT_MS;
    for (const [eventId, sockets] of this.here) {
      const gone = [...sockets].filter(([, one]) => one.heardAt < since);
      for (const [id] of gone) {
        sockets.delete(id);
        this.sockets.putOut(id, lookRoom(eventId));
      }
      if (gone.length > 0) {
        this.tellOthers(eventId);
        void this.tell(eventId);
      }
      if (sockets.size === 0) this.here.delete(eventId);
    }
    for (const [eventId, nodes] of this.elsewhere) {
      for (const [node, { heardAt }] of nodes) {
        if (heardAt >= since) continue;
        nodes.delete(node);
        void this.tell(eventId);
      }
      if (nodes.size === 0) this.elsewhere.delete(eventId);
    }
    for (const eventId of this.told.keys()) if (!this.here.has(eventId)) this.told.delete(eventId);
  }

  private tellOthers(eventId: string): void {
    const looking = [...(this.here.get(eventId)?.values() ?? [])].map(
      ({ staffId, page, communeId }): Looking => ({ staffId, page, communeId }),
    );
    this.sockets.tellLooking({ node: this.node, eventId, looking });
  }

  private async tell(eventId: string): Promise<void> {
    try {
      const said = await this.said(eventId);
      const text = JSON.stringify(said);
      if (this.told.get(eventId) === text) return;
      this.told.set(eventId, text);
      this.sockets.sayPresence(lookRoom(eventId), said);
    } catch (thrown) {
      this.log.error(describe(thrown)); // the next look tells
    }
  }

  /** Each once, as they looked last. */
  private async said(eventId: string): Promise<PresenceSaid> {
    const all: Looking[] = [
      ...[...(this.elsewhere.get(eventId)?.values() ?? [])].flatMap(({ looking }) => looking),
      ...(this.here.get(eventId)?.values() ?? []),
    ];
    const byStaff = new Map(all.map((one) => [one.staffId, one]));
    const shown = [...byStaff.values()].slice(-MOST_SHOWN);
    const names = await this.names.of(shown.map(({ staffId }) => staffId));
    return {
      eventId,
      staff: shown.map(({ staffId, page, communeId }) => ({
        staffId,
        name: names.get(staffId) ?? '',
        page,
        communeId,
      })),
    };
  }
}
