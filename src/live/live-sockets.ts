import { Injectable } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import type { ServerToClient, Topic } from '../contracts/live.js';
import type { SocketData } from '../platform/sockets/socket-adapter.js';
import { topicRoom } from './rooms.js';

/** What a client sends is not believed: its messages have names and no types. */
type Incoming = Record<string, (...values: unknown[]) => void>;
export type LiveServer = Server<Incoming, ServerToClient, Record<string, never>, SocketData>;
export type LiveSocket = Socket<Incoming, ServerToClient, Record<string, never>, SocketData>;

/** Packets that may wait for a client before frames pass it by. */
const SLOW_AFTER_PACKETS = 4;

/** This node's sockets, for those who send; the gateway fills it in. */
@Injectable()
export class LiveSockets {
  private server: LiveServer | null = null;
  /** Packets each socket has not yet handed to its transport. */
  private readonly waiting = new WeakMap<LiveSocket, number>();

  open(server: LiveServer): void {
    this.server = server;
  }

  /** Watches how far a socket lags behind what is sent to it. */
  follow(socket: LiveSocket): void {
    socket.conn.on('packetCreate', () => this.waiting.set(socket, (this.waiting.get(socket) ?? 0) + 1));
    socket.conn.on('drain', () => this.waiting.set(socket, 0));
  }

  get all(): LiveSocket[] {
    return this.server ? [...this.server.sockets.sockets.values()] : [];
  }

  /** The server to reach the sockets of every node. */
  get everywhere(): LiveServer | null {
    return this.server;
  }

  watches(topic: Topic['topic'], eventId: string): boolean {
    return this.membersOf(topicRoom(topic, eventId)).size > 0;
  }

  /**
   * To this node's sockets in a room, encoded once. Who has not yet taken what was sent before is
   * passed by: the gap in revisions makes it ask for a snapshot, and no backlog grows.
   */
  emit<E extends keyof ServerToClient>(
    room: string,
    name: E,
    ...values: Parameters<ServerToClient[E]>
  ): void {
    if (!this.server || this.membersOf(room).size === 0) return;
    this.server.local
      .to(room)
      .except(this.slowOf(room))
      .emit(name, ...values);
  }

  /** Everybody on this node leaves a room. */
  empty(room: string): void {
    this.server?.local.in(room).socketsLeave(room);
  }

  membersOf(room: string): ReadonlySet<string> {
    return this.server?.sockets.adapter.rooms.get(room) ?? new Set();
  }

  private slowOf(room: string): string[] {
    const slow: string[] = [];
    for (const id of this.membersOf(room)) {
      const socket = this.server?.sockets.sockets.get(id);
      if (socket && (this.waiting.get(socket) ?? 0) > SLOW_AFTER_PACKETS) slow.push(id);
    }
    return slow;
  }
}
