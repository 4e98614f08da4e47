import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { EventFactsReader } from '../events/index.js';
import { describe } from '../platform/errors/http-error.filter.js';
import { may } from '../platform/policy/policy.js';
import { SessionService } from '../platform/sessions/session.service.js';
import { SignalBus } from '../platform/signals.js';
import { type LiveSocket, LiveSockets } from './live-sockets.js';
import { TOPIC_ACTIONS, topicOfRoom } from './rooms.js';

/** With the two seconds a principal is believed, a role taken away elsewhere works within five. */
const EVERY_MS = 2_000;

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
    const volunteers = sockets.filter((socket) => socket.data.principal.kind === 'volunteer');
    const open = await this.sessions.stillOpen(volunteers.map((socket) => socket.data.principal.sessionId));
    for (const socket of volunteers) {
      if (!open.has(socket.data.principal.sessionId)) socket.disconnect(true);
    }
    for (const socket of sockets) {
      if (socket.data.principal.kind !== 'volunteer') await this.checkOne(socket);
    }
  }

  private async checkOne(socket: LiveSocket): Promise<void> {
    const principal = await this.sessions.findPrincipal(socket.data.token);
    if (!principal) {
      socket.disconnect(true);
      return;
    }
    socket.data.principal = principal;
    for (const room of [...socket.rooms]) {
      const topic = topicOfRoom(room);
      if (!topic) continue;
      const facts = await this.events.get(topic.eventId).catch(() => null);
      const scope = { ancestors: facts?.ancestors ?? [], eventId: topic.eventId };
      if (!facts || !may(principal, TOPIC_ACTIONS[topic.topic], scope)) await socket.leave(room);
    }
  }
}
