import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { Decoder } from 'socket.io-parser';
import { SessionKindSchema } from '../../contracts/people.js';
import type { Env } from '../env.js';
import { AppError } from '../errors/app-error.js';
import { Origins } from '../origin.js';
import type { Principal } from '../policy/principal.js';
import { tokenFromCookies } from '../sessions/cookies.js';
import { SessionService } from '../sessions/session.service.js';
import { AnswerEncoder } from './encoder.js';
import { forgetRequest } from './forget.js';

export interface SocketData {
  /** Whoever lets sockets in keeps it true while they are open. */
  principal: Principal;
}

/**
 * Socket.IO on the HTTP server's own port. Who connects is settled here, before any message: the
 * handshake says which of the browser's sessions speaks (`auth: { kind }`), its cookie proves it.
 */
export class SocketAdapter extends IoAdapter {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly redis: Redis | null,
    private readonly env: Env,
  ) {
    super(app);
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
      ...(this.redis ? { adapter: createAdapter(this.redis) } : {}),
    };
    const server = super.createIOServer(port, settings as ServerOptions);
    server.engine.use(forgetRequest);
    const sessions = this.app.get(SessionService, { strict: false });
    server.use((socket, next) => {
      identify(socket, sessions, this.env.SECURE_COOKIES).then(
        (data) => {
          socket.data = data;
          next();
        },
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
}

async function identify(socket: Socket, sessions: SessionService, secure: boolean): Promise<SocketData> {
  const auth: unknown = socket.handshake.auth['kind'];
  const kind = SessionKindSchema.safeParse(auth);
  const token = kind.success ? tokenFromCookies(socket.handshake.headers.cookie, kind.data, secure) : null;
  const principal = token === null ? null : await sessions.findPatiently(token);
  if (!principal) throw new AppError('not_signed_in');
  return { principal };
}

/** The client reads the error's body from `data`, as it would from an HTTP answer. */
function handshakeError(thrown: unknown): Error {
  const error = thrown instanceof AppError ? thrown : new AppError('internal');
  return Object.assign(new Error(error.code), { data: error.toBody() });
}
