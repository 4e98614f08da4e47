import { type INestApplicationContext, Logger } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { Decoder } from 'socket.io-parser';
import { SessionKindSchema } from '../../contracts/people.js';
import type { Env } from '../env.js';
import { clientAddress } from '../client-address.js';
import type { Allowance } from '../../kernel/allowance.js';
import { answerError } from '../errors/answer-error.js';
import { AppError } from '../errors/app-error.js';
import { Origins } from '../origin.js';
import type { Principal } from '../policy/principal.js';
import { RequestLimits } from '../request-limits.js';
import { tokenFromCookies } from '../sessions/cookies.js';
import { SessionService } from '../sessions/session.service.js';
import { AnswerEncoder } from './encoder.js';
import { forgetRequest, keepBeginning } from './forget.js';
import { ofSocket } from './hear.js';
import { limitConnection } from './limit-connection.js';

const log = new Logger('sockets');

/** Of one session on one node: all pages of a browser, and what a bad line has left behind in the last minute. */
const SOCKETS_PER_SESSION = 100;

/** The stream between nodes waits in Redis for the next message, at most so long; an answer that is later is none. */
export const STREAM_WAITS_MS = 5_000;

export interface SocketData {
  /** Whoever lets sockets in keeps it true while they are open. */
  principal: Principal;
  /** Of its messages; from the first on. */
  allowance: Allowance | null;
}

/**
 * Socket.IO on the HTTP server's own port. Who connects is settled here, before any message: the
 * handshake says which of the browser's sessions speaks (`auth: { kind }`), its cookie proves it.
 */
export class SocketAdapter extends IoAdapter {
  private readonly sessions: SessionService;
  private readonly limits: RequestLimits;
  private readonly openOf = new Map<string, number>();
  /** Connections over which somebody speaks, with the session once it is known. */
  private readonly taken = new Map<Socket['conn'], string | null>();
  private readonly closed = ofSocket((connection: Socket['conn']) => {
    const sessionId = this.taken.get(connection) ?? null;
    this.taken.delete(connection);
    if (sessionId === null) return;
    const left = (this.openOf.get(sessionId) ?? 0) - 1;
    if (left > 0) this.openOf.set(sessionId, left);
    else this.openOf.delete(sessionId);
  });

  constructor(
    app: INestApplicationContext,
    private readonly redis: Redis | null,
    /** What begins the names of what we have there. */
    private readonly names: string,
    private readonly env: Env,
  ) {
    super(app);
    this.sessions = app.get(SessionService, { strict: false });
    this.limits = app.get(RequestLimits, { strict: false });
  }

  private streamOptions(): Parameters<typeof createAdapter>[1] {
    const { names } = this;
    return { streamName: names, channelPrefix: names, blockTimeInMs: STREAM_WAITS_MS };
  }

  override createIOServer(port: number, options?: Partial<ServerOptions>): Server {
    const origins = new Origins(this.env);
    const settings: Partial<ServerOptions> = {
      ...options,
      serveClient: false,
      // Nothing to upgrade from, so that a connection is one and the same from its first byte.
      transports: ['websocket'],
      // Beats and bells keep a line warm; of ten thousand, each ping and its answer are felt. A dead one is found within
      // 55 s, and by the client long before.
      pingInterval: 40_000,
      pingTimeout: 15_000,
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: false,
      parser: { Encoder: AnswerEncoder, Decoder },
      // A worker has no clients of its own: it only sends, through the nodes that have.
      allowRequest: (request, decide) => decide(null, this.env.startsWeb && origins.allow(request.headers)),
      ...(this.redis ? { adapter: createAdapter(this.redis, this.streamOptions()) } : {}),
    };
    const server = super.createIOServer(port, settings as ServerOptions);
    server.engine.use(forgetRequest);
    server.engine.on('connection', keepBeginning);
    server.engine.on('connection', limitConnection);
    server.use((socket, next) => {
      this.letIn(socket).then(
        () => next(),
        (thrown: unknown) => next(handshakeError(thrown)),
      );
    });
    return server;
  }

  /** Our gateways listen for themselves; what Nest would make for each client, three kilobytes, would carry nothing. */
  override bindMessageHandlers(...args: Parameters<IoAdapter['bindMessageHandlers']>): void {
    if (args[1].length > 0) super.bindMessageHandlers(...args);
  }

  /** Nobody waits for Nest's word of it: Socket.IO has a `disconnect` of its own. */
  override bindClientDisconnect(): void {}

  /** One speaks over a connection: a second who asks for it would find what it began with forgotten. */
  private async letIn(socket: Socket): Promise<void> {
    const { conn } = socket;
    if (this.taken.has(conn)) throw new AppError('not_allowed');
    this.taken.set(conn, null);
    conn.on('close', this.closed);
    try {
      await this.welcome(socket);
    } catch (thrown) {
      conn.off('close', this.closed);
      this.taken.delete(conn);
      throw thrown;
    }
  }

  private async welcome(socket: Socket): Promise<void> {
    const principal = await this.identify(socket);
    const { sessionId } = principal;
    if (!this.taken.has(socket.conn)) throw new AppError('not_allowed'); // it has closed: nobody would count it down
    const open = this.openOf.get(sessionId) ?? 0;
    if (open >= SOCKETS_PER_SESSION) throw AppError.after(60_000);
    this.openOf.set(sessionId, open + 1);
    this.taken.set(socket.conn, sessionId);
    socket.data = { principal, allowance: null } satisfies SocketData;
  }

  private async identify({ handshake, request }: Socket): Promise<Principal> {
    const { SECURE_COOKIES, TRUSTED_PROXIES } = this.env;
    const kind = SessionKindSchema.safeParse(handshake.auth['kind']);
    const token = kind.success ? tokenFromCookies(handshake.headers.cookie, kind.data, SECURE_COOKIES) : null;
    const principal = token === null ? null : await this.sessions.findPatiently(token);
    if (!principal) {
      this.limits.takeFrom(clientAddress(request, TRUSTED_PROXIES));
      throw new AppError('not_signed_in');
    }
    this.limits.takeOf(principal.sessionId);
    return principal;
  }
}

/** The client reads the error's body from `data`, as it would from an HTTP answer. */
function handshakeError(thrown: unknown): Error {
  const error = answerError(thrown, log);
  return Object.assign(new Error(error.code), { data: error.toBody() });
}
