import type { Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io';
import type { Message } from './message.js';

/** What the engine takes with a packet and does not write into its types. */
interface FrameOptions {
  compress: boolean;
  wsPreEncodedFrame: Buffer[];
}

/**
 * The way to one client. A message that is already a WebSocket frame goes straight to the client's TCP
 * connection, past two layers that would each look at it again for every client.
 *
 * The hazard: what the engine still holds back would be overtaken. It holds nothing while its
 * transport is writable; otherwise the message queues behind it, in the engine's own way.
 */
export class Line {
  // Found once: to look for them ten thousand times a tick costs a tenth of it.
  private readonly conn: Socket['conn'];
  private readonly tcp: TcpSocket;

  constructor(private readonly socket: Socket) {
    this.conn = socket.conn;
    this.tcp = socket.request.socket;
  }

  /** The rooms the client is in now. */
  get rooms(): ReadonlySet<string> {
    return this.socket.rooms;
  }

  /** Everything sent before has been handed to the operating system. */
  get drained(): boolean {
    return this.tcp.writableLength === 0;
  }

  /** @returns false, with nothing sent, when the client has not yet taken what was sent before */
  send(message: Message): boolean {
    const { conn } = this;
    if (conn.readyState !== 'open') return true; // nobody to miss it
    if (!this.drained) return false;
    if (conn.transport.writable) {
      this.tcp.write(message.frame);
    } else {
      const options: FrameOptions = { compress: false, wsPreEncodedFrame: [message.frame] };
      conn.write(message.packet, options);
    }
    return true;
  }
}
