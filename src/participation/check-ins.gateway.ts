import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { type CheckInAnswer, type CheckInMessage, CheckInMessageSchema } from '../contracts/participation.js';
import { AppError } from '../platform/errors/app-error.js';
import { Ears } from '../platform/sockets/hear.js';
import type { SocketData } from '../platform/sockets/socket-adapter.js';
import { CheckInService } from './check-in.service.js';

/** What a client sends is not believed: its messages have names and no types. */
type Incoming = Record<string, (...values: unknown[]) => void>;
type CheckInSocket = Socket<Incoming, Record<string, never>, Record<string, never>, SocketData>;

/**
 * The socket door for check-ins: `check_in` takes what the HTTP route takes, with the event's id in
 * it, and is answered with the same receipts. What who asks may do is looked at for every message; who
 * it is, is kept true while the socket is open.
 */
@WebSocketGateway()
export class CheckInsGateway implements OnGatewayConnection<CheckInSocket>, BeforeApplicationShutdown {
  private readonly underWay = new Set<Promise<void>>();
  private closing = false;

  private readonly ears = new Ears<CheckInSocket>().hear(
    'check_in',
    CheckInMessageSchema,
    (socket, message) => this.take(socket, message),
    (answered) => {
      this.underWay.add(answered);
      void answered.finally(() => this.underWay.delete(answered));
    },
  );

  constructor(@Inject(CheckInService) private readonly checkIns: CheckInService) {}

  handleConnection(socket: CheckInSocket): void {
    this.ears.listenTo(socket);
  }

  /** Sockets are closed after this: what was accepted is answered first, and nothing new is taken. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await Promise.all(this.underWay);
  }

  private async take(socket: CheckInSocket, message: CheckInMessage): Promise<CheckInAnswer> {
    const { eventId, ...batch } = message;
    if (this.closing) throw new AppError('overloaded');
    return { ok: true, receipts: await this.checkIns.send(socket.data.principal, eventId, batch) };
  }
}
