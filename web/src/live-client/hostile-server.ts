import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer,
  type Server as TcpServer,
  type Socket as Tcp,
} from 'node:net';
import { Server } from 'socket.io';
import type { ClientToServer, Frame, ScreenSnapshot, ServerToClient } from '../../../src/contracts/live.js';

export const EVENT = '0199aaaa-0000-7000-8000-000000000001';
const AT = '2026-10-10T00:00:00Z';

/** What a screen shows when `rev` people are there: the number and the revision are one, so that a mix of both shows. */
export function screenAt(rev: number, epoch: string): ScreenSnapshot {
  const counts = { registered: 0, offered: 0, accepted: 0, turns: rev, people: rev };
  return {
    eventId: EVENT,
    epoch,
    rev,
    at: AT,
    title: 'Lễ ra quân',
    provinceId: '38',
    state: 'live',
    simulated: false,
    totals: counts,
    target: 100,
    communesPresent: 0,
    communesAll: 0,
    results: [],
    communes: [],
    stage: { rev: 0, theme: 'hall', host: '', logo: null, cue: null, frozen: null },
  };
}

export function frameOf(from: number, rev: number): Frame {
  const { totals } = screenAt(rev, '');
  return { topic: 'screen', eventId: EVENT, from, rev, at: AT, changed: { totals } };
}

/** A real Socket.IO server behind a wire that can be cut in the middle of a message, without either end being told. */
export class HostileServer {
  epoch = 'a';
  rev = 1;
  joins = 0;
  /** What a join is answered; null: nothing, ever. */
  answers: (() => ScreenSnapshot) | null = () => screenAt(this.rev, this.epoch);
  /** The code with which whoever connects is turned away; null: nobody is. */
  turnsAway: string | null = null;
  turnedAway = 0;
  private readonly http: HttpServer = createHttp();
  private readonly io = new Server<ClientToServer, ServerToClient>(this.http, { transports: ['websocket'] });
  private readonly wire: TcpServer = createServer((client) => this.carry(client));
  private readonly cables = new Set<Tcp>();
  /** Bytes that still reach the client; the rest of what is sent vanishes. */
  private leftToCarry = Infinity;
  /** A connection has been cut in the middle of a message. */
  cut = false;

  async listen(): Promise<string> {
    this.io.use((_socket, next) => {
      const code = this.turnsAway;
      if (code === null) {
        next();
        return;
      }
      this.turnedAway++;
      next(Object.assign(new Error(code), { data: { code, message: { vi: code, en: code } } }));
    });
    this.io.on('connection', (socket) => {
      socket.on('join', (_topic, answer) => {
        this.joins++;
        if (this.answers) answer({ ok: true, topic: 'screen', snapshot: this.answers() });
      });
      socket.on('leave', (_topic, answer) => answer({ ok: true }));
    });
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => this.wire.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${portOf(this.wire)}`;
  }

  /** To everybody who is connected. */
  send(...frames: Frame[]): void {
    this.io.emit('frames', frames);
  }

  beat(rev = this.rev, epoch = this.epoch): void {
    this.io.emit('beat', { eventId: EVENT, epoch, rev, at: AT });
  }

  bye(withinMs: number): void {
    this.io.emit('bye', { withinMs });
  }

  get connections(): number {
    return this.io.sockets.sockets.size;
  }

  /** Cuts every connection, with an end that both sides see. */
  drop(): void {
    for (const cable of this.cables) cable.destroy();
  }

  /** From here on only so many bytes arrive on the connections there are, and nobody is told. */
  goSilentAfter(bytes: number): void {
    this.leftToCarry = bytes;
  }

  heal(): void {
    this.leftToCarry = Infinity;
  }

  async close(): Promise<void> {
    this.drop();
    this.wire.close();
    await this.io.close();
  }

  private carry(client: Tcp): void {
    const server = connect(portOf(this.http), '127.0.0.1');
    let dead = false;
    for (const end of [client, server]) {
      this.cables.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        this.cables.delete(end);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (!dead) server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (dead) return;
      const here = bytes.subarray(0, Math.min(bytes.length, this.leftToCarry));
      dead = here.length < bytes.length; // for good: what is healed is the next connection
      this.cut ||= dead;
      this.leftToCarry -= here.length;
      client.write(here);
    });
  }
}

function portOf(server: HttpServer | TcpServer): number {
  return (server.address() as AddressInfo).port;
}
