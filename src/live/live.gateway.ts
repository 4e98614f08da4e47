import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { setTimeout as delay } from 'node:timers/promises';
import { type Look, type LookAnswer, LookSchema, TopicSchema, type Topic } from '../contracts/live.js';
import { EventFactsReader } from '../events/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { MESSAGES, TOPIC_ACTIONS } from '../platform/policy/policy-table.js';
import { EncodedJson } from '../platform/sockets/encoder.js';
import { Ears, ofSocket } from '../platform/sockets/hear.js';
import { Concerned } from './concerned.js';
import { LiveFeeds } from './live-feeds.js';
import { type LiveServer, type LiveSocket, LiveSockets } from './live-sockets.js';
import { Presence } from './presence.js';
import { personRoom, topicOfRoom, topicRoom } from './rooms.js';

const TOPICS_PER_SOCKET = 8;
/** Planned restarts: the random wait grows with the number of clients that have to come back. */
const BYE_MS = { least: 2_000, perSocket: 4, most: 20_000 };

/**
 * The socket door of the live protocol. No guard of Nest's reaches a gateway, so each message is
 * taken here: counted, validated, authorised, and only then acted on. A message of unknown name or
 * without an ack changes nothing.
 */
@WebSocketGateway()
export class LiveGateway
  implements OnGatewayInit<LiveServer>, OnGatewayConnection<LiveSocket>, BeforeApplicationShutdown
{
  private readonly ears = new Ears<LiveSocket>()
    .hear('join', TopicSchema, (socket, topic) => this.join(socket, topic))
    .hear('look', LookSchema, (socket, look) => this.look(socket, look))
    .hear('leave', TopicSchema, (socket, topic) => this.leave(socket, topic));
  private readonly gone = ofSocket((socket: LiveSocket) => {
    this.sockets.lose(socket);
    if (socket.data.principal.kind === 'staff') this.presence.gone(socket);
  });

  constructor(
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
    @Inject(LiveFeeds) private readonly feeds: LiveFeeds,
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Concerned) private readonly concerned: Concerned,
    @Inject(Presence) private readonly presence: Presence,
  ) {}

  afterInit(server: LiveServer): void {
    this.sockets.open(server);
  }

  handleConnection(socket: LiveSocket): void {
    this.sockets.follow(socket);
    socket.on('disconnect', this.gone);
    const { principal } = socket.data;
    if (principal.kind === 'volunteer') void socket.join(personRoom(principal.id));
    this.ears.listenTo(socket);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const sockets = this.sockets.all;
    if (sockets.length === 0) return;
    const withinMs = Math.min(BYE_MS.most, BYE_MS.least + sockets.length * BYE_MS.perSocket);
    for (const socket of sockets) socket.emit('bye', { withinMs });
    await delay(100); // time for the farewell to leave
  }

  private async join(socket: LiveSocket, topic: Topic): Promise<EncodedJson> {
    const { eventId } = topic;
    const room = topicRoom(topic.topic, eventId);
    const topics = [...socket.rooms].filter((name) => topicOfRoom(name) !== null);
    if (!topics.includes(room) && topics.length >= TOPICS_PER_SOCKET) throw new AppError('too_many_requests');
    // Not asked for again: the watch keeps it true within two seconds, and cuts off who is nobody any more.
    const { principal } = socket.data;
    await this.events.require(principal, TOPIC_ACTIONS[topic.topic], eventId);
    if (principal.kind === 'volunteer') await this.concerned.require({ personId: principal.id, eventId });
    await socket.join(room);
    try {
      const snapshot = await this.feeds.current(topic);
      const { topic: name } = topic;
      // A `JoinAnswer`; its snapshot is text that all who join at this revision share.
      return new EncodedJson(`{"ok":true,"topic":"${name}","snapshot":${snapshot.json(name)}}`);
    } catch (thrown) {
      await socket.leave(room);
      throw thrown;
    }
  }

  private async leave(socket: LiveSocket, { topic, eventId }: Topic): Promise<{ ok: true }> {
    await socket.leave(topicRoom(topic, eventId));
    return { ok: true };
  }

  /** Asked each time; the watch puts out whose role was taken away, whether he or she says something or not. */
  private async look(socket: LiveSocket, look: Look): Promise<LookAnswer> {
    try {
      await this.events.require(socket.data.principal, MESSAGES.look, look.eventId);
    } catch (thrown) {
      this.presence.leave(socket, look.eventId);
      throw thrown;
    }
    return { ok: true, presence: await this.presence.look(socket, look) };
  }
}
