import { Inject, Injectable } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import type { Beat, Bell, Look, Presence, ServerToClient } from '../contracts/live.js';
import { ENV, type Env } from '../platform/env.js';
import { forgetHandshake } from '../platform/sockets/forget.js';
import { Line } from '../platform/sockets/line.js';
import { messageOf } from '../platform/sockets/message.js';
import type { SocketData } from '../platform/sockets/socket-adapter.js';
import { spread } from '../platform/spread.js';

/** What a client sends is not believed: its messages have names and no types. */
type Incoming = Record<string, (...values: unknown[]) => void>;
/** What one node tells the others: whose inbox rose to which sequence. */
export type Rung = (readonly [personId: string, lastSeq: number])[];
/** One of the staff, and what he or she looks at. */
export interface Looking {
  staffId: string;
  page: Look['page'];
  communeId: string | null;
}
/** Who looks at an event on one node: ids, never names. */
export interface LookingThere {
  node: string;
  eventId: string;
  looking: Looking[];
}
interface BetweenNodes {
  looking: (there: LookingThere) => void;
  bells: (rung: Rung) => void;
}
export type LiveServer = Server<Incoming, ServerToClient, BetweenNodes, SocketData>;
export type LiveSocket = Socket<Incoming, ServerToClient, BetweenNodes, SocketData>;

const NOBODY: ReadonlySet<Line> = new Set();

/** This node's sockets, for those who send; the gateway fills it in. */
@Injectable()
export class LiveSockets {
  private server: LiveServer | null = null;
  private readonly lines = new Map<string, Line>();
  /** The lines of each room: found once at joining and not ten thousand times a tick. */
  private readonly crowds = new Map<string, Set<Line>>();

  constructor(@Inject(ENV) private readonly env: Env) {}

  open(server: LiveServer): void {
    this.server = server;
    const { adapter } = server.sockets;
    adapter.on('join-room', (room: string, id: string) => {
      const line = this.lines.get(id);
      if (!line) return; // the room of its own that each socket is in before it is connected
      const crowd = this.crowds.get(room);
      if (crowd) crowd.add(line);
      else this.crowds.set(room, new Set([line]));
    });
    adapter.on('leave-room', (room: string, id: string) => {
      const line = this.lines.get(id);
      if (line) this.crowds.get(room)?.delete(line);
    });
    adapter.on('delete-room', (room: string) => this.crowds.delete(room));
  }

  /** Knows a socket from here on until it is lost. */
  follow(socket: LiveSocket): void {
    this.lines.set(socket.id, new Line(socket));
    forgetHandshake(socket);
  }

  lose({ id }: LiveSocket): void {
    this.lines.delete(id);
  }

  /** All rooms somebody here has joined. */
  get rooms(): string[] {
    return [...this.crowds.keys()];
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

  /** As `tellOtherNodes`. */
  tellLooking(there: LookingThere): void {
    if (this.env.REDIS_URL !== undefined) this.server?.serverSideEmit('looking', there);
  }

  onLookingElsewhere(hear: (there: LookingThere) => void): void {
    this.server?.on('looking', hear);
  }

  sayPresence(room: string, presence: Presence): void {
    this.server?.local.to(room).emit('presence', presence);
  }

  /** One socket leaves a room. */
  putOut(socketId: string, room: string): void {
    this.server?.local.in(socketId).socketsLeave(room);
  }

  ring(room: string, bell: Bell): void {
    this.server?.local.to(room).emit('bell', bell);
  }

  /** One beat to everybody in any of the rooms, encoded once. Who has not drained hears the next. */
  async beat(rooms: readonly string[], beat: Beat): Promise<void> {
    const message = messageOf('beat', JSON.stringify(beat));
    const lines = new Set(rooms.flatMap((room) => [...this.linesOf(room)]));
    await spread(lines, (line) => line.send(message));
  }

  linesOf(room: string): ReadonlySet<Line> {
    return this.crowds.get(room) ?? NOBODY;
  }

  /** Everybody on this node leaves a room. */
  empty(room: string): void {
    this.server?.local.in(room).socketsLeave(room);
  }

  /** Everybody on this node who is in one room leaves another. */
  leave(among: string, room: string): void {
    this.server?.local.in(among).socketsLeave(room);
  }

  membersOf(room: string): ReadonlySet<string> {
    return this.server?.sockets.adapter.rooms.get(room) ?? new Set();
  }
}
