import { Inject, Injectable } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import type { ServerToClient } from '../contracts/live.js';
import { ENV, type Env } from '../platform/env.js';
import type { SocketData } from '../platform/sockets/socket-adapter.js';

/** What a client sends is not believed: its messages have names and no types. */
type Incoming = Record<string, (...values: unknown[]) => void>;
/** What one node tells the others: whose inbox rose to which sequence. */
export type Rung = (readonly [personId: string, lastSeq: number])[];
interface BetweenNodes {
  bells: (rung: Rung) => void;
}
export type LiveServer = Server<Incoming, ServerToClient, BetweenNodes, SocketData>;
export type LiveSocket = Socket<Incoming, ServerToClient, BetweenNodes, SocketData>;

/** Packets that may wait for a client before frames pass it by. */
const SLOW_AFTER_PACKETS = 4;

/** This node's sockets, for those who send; the gateway fills it in. */
@Injectable()
export class LiveSockets {
  private server: LiveServer | null = null;
  /** Packets each socket has not yet handed to its transport. */
  private readonly waiting = new WeakMap<LiveSocket, number>();

  constructor(@Inject(ENV) private readonly env: Env) {}

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

  /**
   * Tells the other nodes, where Redis connects them. Never by a room's broadcast to all nodes: that
   * waits for Redis before it reaches this node's own sockets, and Redis may be away.
   */
  tellOtherNodes(rung: Rung): void {
    if (this.env.REDIS_URL !== undefined && rung.length > 0) this.server?.serverSideEmit('bells', rung);
  }

  onOtherNodes(hear: (rung: Rung) => void): void {
    this.server?.on('bells', hear);
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
