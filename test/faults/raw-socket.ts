import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * The least of a Socket.IO client over a WebSocket: thousands fit into one process. It speaks to a
 * server on loopback, which sends whole, unmasked frames.
 */
export class RawSocket {
  private readonly socket: Socket;
  private buffer: Buffer = Buffer.alloc(0);
  private open = false;

  constructor(
    port: number,
    cookie: string,
    private readonly on: { text: (text: string) => void; gone: () => void },
  ) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('error', () => undefined);
    this.socket.once('close', () => this.on.gone());
    this.socket.on('data', (chunk: Buffer) => this.take(chunk));
    this.socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `Cookie: ${cookie}`,
        '\r\n',
      ].join('\r\n'),
    );
  }

  send(text: string): void {
    const body = Buffer.from(text);
    const long = body.length > 125;
    const frame = Buffer.alloc((long ? 8 : 6) + body.length);
    frame[0] = 0x81;
    frame[1] = 0x80 | (long ? 126 : body.length);
    if (long) frame.writeUInt16BE(body.length, 2);
    body.copy(frame, long ? 8 : 6); // the mask is zero, so the body stays as it is
    this.socket.write(frame);
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    if (!this.open) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!this.buffer.subarray(0, 12).toString().endsWith('101')) {
        this.close();
        return;
      }
      this.open = true;
      this.buffer = this.buffer.subarray(end + 4);
    }
    for (let frame = this.next(); frame; frame = this.next()) {
      if (frame.kind === 0x8) this.close();
      else if (frame.kind === 0x1) this.on.text(frame.body.toString());
    }
  }

  private next(): { kind: number; body: Buffer } | null {
    if (this.buffer.length < 2) return null;
    const short = this.buffer[1]! & 0x7f;
    const head = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (this.buffer.length < head) return null;
    const size =
      short === 126
        ? this.buffer.readUInt16BE(2)
        : short === 127
          ? Number(this.buffer.readBigUInt64BE(2))
          : short;
    if (this.buffer.length < head + size) return null;
    const frame = { kind: this.buffer[0]! & 0x0f, body: this.buffer.subarray(head, head + size) };
    this.buffer = this.buffer.subarray(head + size);
    return frame;
  }
}
