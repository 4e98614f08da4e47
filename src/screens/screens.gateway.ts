import { Inject } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { ClockSchema, type Shown, ShownSchema } from '../contracts/ceremony.js';
import { EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { Ears } from '../platform/sockets/hear.js';
import type { SocketData } from '../platform/sockets/socket-adapter.js';
import { SeenScreensRepository } from './seen-screens.repository.js';

type Incoming = Record<string, (...values: unknown[]) => void>;
type ScreenSocket = Socket<Incoming, Record<string, never>, Record<string, never>, SocketData>;

/** What a screen says: `clock` asks what time it is, `shown` tells what is on it. */
@WebSocketGateway()
export class ScreensGateway implements OnGatewayConnection<ScreenSocket> {
  private readonly ears = new Ears<ScreenSocket>()
    .hear('clock', ClockSchema, () => Promise.resolve({ ok: true, at: this.clock.now().getTime() }))
    .hear('shown', ShownSchema, (socket, shown) => this.take(socket, shown));

  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SeenScreensRepository) private readonly seen: SeenScreensRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  handleConnection(socket: ScreenSocket): void {
    this.ears.listenTo(socket);
  }

  private async take({ data: { principal } }: ScreenSocket, shown: Shown): Promise<{ ok: true }> {
    await this.events.require(principal, 'screens.report', shown.eventId);
    await this.seen.see(this.transactions.read, principal.sessionId, shown, this.clock.now());
    return { ok: true };
  }
}
