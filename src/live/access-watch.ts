import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type EventFacts, EventFactsReader, scopeOf } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { describe } from '../platform/errors/describe.js';
import { may } from '../platform/policy/policy.js';
import { type Action, MESSAGES, TOPIC_ACTIONS } from '../platform/policy/policy-table.js';
import { type Principal, withGrants } from '../platform/policy/principal.js';
import { SessionService } from '../platform/sessions/session.service.js';
import { SignalBus } from '../platform/signals.js';
import { spread } from '../platform/spread.js';
import { type Concern, Concerned } from './concerned.js';
import { type LiveSocket, LiveSockets } from './live-sockets.js';
import { Presence } from './presence.js';
import { eventOfLookRoom, personRoom, topicOfRoom, topicRoom } from './rooms.js';

/** With the two seconds a principal is believed, a role taken away elsewhere works within five. */
const EVERY_MS = 2_000;
/** Sessions a question is about: the answer is short, the question is what takes time to write. */
const AT_A_TIME = 2_000;

/** Looks at open sockets again: who may no longer see a room leaves it, who is signed out is cut off. */
@Injectable()
export class AccessWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('live');
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Concerned) private readonly concerned: Concerned,
    @Inject(Presence) private readonly presence: Presence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SignalBus) signals: SignalBus,
  ) {
    signals.on('accessChanged', ({ subjectIds }) => {
      const concerned = new Set(subjectIds);
      this.look(
        ({ data: { principal } }) => concerned.has(principal.id) || concerned.has(principal.sessionId),
      );
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(() => true), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  /** One look at a time: a slow database gets no second question before it answered the first. */
  private look(concerns: (socket: LiveSocket) => boolean): void {
    this.looking = this.looking
      .then(() => this.check(this.sockets.all.filter(concerns)))
      .catch((thrown: unknown) => this.log.error(describe(thrown)));
  }

  private async check(sockets: readonly LiveSocket[]): Promise<void> {
    const asked = this.clock.now();
    const [sessions, staff] = [new Set<string>(), new Set<string>()];
    const ask = ({ kind, id, sessionId }: Principal) => {
      sessions.add(sessionId);
      if (kind === 'staff') staff.add(id);
    };
    await spread(sockets, ({ data: { principal } }) => {
      ask(principal);
      if (principal.kind === 'staff') this.sessions.hearOf(principal.sessionId); // an open board is in use
    });
    await spread(this.sessions.keptPrincipals(), ask);
    const grants = await this.sessions.grantsOf([...staff]);
    const sessionIds = [...sessions];
    const closed = new Set<string>();
    for (let from = 0; from < sessionIds.length; from += AT_A_TIME) {
      const some = await this.sessions.closedOf(sessionIds.slice(from, from + AT_A_TIME));
      for (const id of some) closed.add(id);
    }
    await this.sessions.renewKept(asked, closed, grants);
    await spread(sockets, (socket) => {
      const { principal } = socket.data;
      const held = grants.get(principal.id);
      if (closed.has(principal.sessionId)) socket.disconnect(true);
      else if (principal.kind !== 'staff') return;
      else if (held) socket.data.principal = withGrants(principal, held);
      else socket.disconnect(true);
    });
    await this.checkRooms(sockets);
    await this.checkPhones(sockets);
  }

  /** A phone whose person an event concerns no more leaves its room; the policy alone does not know that. */
  private async checkPhones(sockets: readonly LiveSocket[]): Promise<void> {
    const concerns: Concern[] = [];
    await spread(sockets, ({ data: { principal }, rooms }) => {
      if (principal.kind !== 'volunteer' || rooms.size < 3) return; // its own and the bell's
      for (const room of rooms) {
        const eventId = topicOfRoom(room)?.eventId;
        if (eventId !== undefined) concerns.push({ personId: principal.id, eventId });
      }
    });
    for (const { personId, eventId } of await this.concerned.lost(concerns))
      this.sockets.leave(personRoom(personId), topicRoom('phone', eventId));
  }

  private async checkRooms(sockets: readonly LiveSocket[]): Promise<void> {
    const needs = new Map<string, Need>();
    const facts = new Map<string, EventFacts | null>();
    await spread(this.sockets.rooms, (room) => {
      const need = needOf(room);
      if (need) needs.set(room, need);
    });
    for (const { eventId } of needs.values()) facts.set(eventId, await this.factsOf(eventId));
    await spread(sockets, (socket) => {
      for (const room of socket.rooms) {
        const need = needs.get(room); // of a room made just now: the next look asks
        if (!need || this.mayStay(socket, need, facts.get(need.eventId))) continue;
        if (need.looks) this.presence.leave(socket, need.eventId);
        else void socket.leave(room);
      }
    });
  }

  /** Null when the event is gone. A database that does not answer takes nobody's room away. */
  private async factsOf(eventId: string): Promise<EventFacts | null> {
    try {
      return await this.events.get(eventId);
    } catch (thrown) {
      if (thrown instanceof AppError) return null;
      throw thrown;
    }
  }

  private mayStay(socket: LiveSocket, need: Need, event: EventFacts | null | undefined): boolean {
    if (event === undefined) return true; // joined just now: the next look asks
    return event !== null && may(socket.data.principal, need.action, scopeOf(event));
  }
}

/** What one must be allowed to of which event, to stay in a room. */
interface Need {
  eventId: string;
  action: Action;
  looks: boolean;
}

function needOf(room: string): Need | null {
  const topic = topicOfRoom(room);
  if (topic) return { eventId: topic.eventId, action: TOPIC_ACTIONS[topic.topic], looks: false };
  const eventId = eventOfLookRoom(room);
  return eventId === null ? null : { eventId, action: MESSAGES.look, looks: true };
}
