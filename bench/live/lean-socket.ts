import { connect, type Socket } from 'node:net';

/** Of each frame only so much is looked at: enough for its kind and its revision. */
const START = 200;
const PATH = '/socket.io/?EIO=4&transport=websocket';
/** One for all: what has arrived is dealt with before the next arrives. */
const ARRIVALS = Buffer.alloc(256 * 1024);
const NO_MASK = Buffer.alloc(4);
const NOTHING = Buffer.alloc(0);

export interface LeanHandlers {
  /** The upgrade was answered. */
  open?: () => void;
  /** @param start the first 200 bytes of a whole text frame */
  frame: (start: string) => void;
  closed?: () => void;
}

/**
 * The least a WebSocket client can be, so that ten thousand fit in one process and what is measured is the
 * server: no stream, no copy of what arrives, no parsing of JSON.
 */
export class LeanSocket {
  private readonly tcp: Socket;
  private upgraded = false;
  private carry = NOTHING;
  private rest = 0;
  private start = '';

  constructor(
    port: number,
    private readonly handlers: LeanHandlers,
    options: { path?: string; cookie?: string; localAddress?: string } = {},
  ) {
    this.tcp = connect({
      port,
      host: '127.0.0.1',
      ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }),
      onread: {
        buffer: ARRIVALS,
        callback: (length, buffer) => {
          this.take(buffer as Buffer, length);
          return true;
        },
      },
    });
    this.tcp.setNoDelay(true);
    this.tcp.on('error', () => undefined); // it closes
    this.tcp.once('close', () => handlers.closed?.());
    const lines = [
      `GET ${options.path ?? PATH} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      ...(options.cookie === undefined ? [] : [`Cookie: ${options.cookie}`]),
    ];
    this.tcp.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  send(text: string): void {
    const payload = Buffer.from(text);
    if (payload.length > 65_535) throw new Error('A lean socket sends short messages.');
    const head =
      payload.length < 126
        ? Buffer.from([0x81, 0x80 | payload.length])
        : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
    this.tcp.write(Buffer.concat([head, NO_MASK, payload]));
  }

  end(): void {
    this.tcp.destroy();
  }

  private take(arrived: Buffer, length: number): void {
    let bytes = arrived;
    let end = length;
    if (this.carry.length > 0) {
      bytes = Buffer.concat([this.carry, arrived.subarray(0, length)]);
      end = bytes.length;
      this.carry = NOTHING;
    }
    let at = 0;
    if (!this.upgraded) {
      at = bytes.subarray(0, end).indexOf('\r\n\r\n') + 4;
      if (at < 4) {
        this.keep(bytes, 0, end);
        return;
      }
      this.upgraded = true;
      if (bytes.toString('latin1', 9, 12) === '101') this.handlers.open?.();
      else this.end();
    }
    while (at < end) {
      if (this.rest === 0) {
        const head = headOf(bytes, at, end);
        if (!head) {
          this.keep(bytes, at, end);
          return;
        }
        at += head.bytes;
        this.rest = head.payload;
        this.start = '';
      }
      const here = Math.min(this.rest, end - at);
      if (this.start.length < START) {
        this.start += bytes.toString('latin1', at, at + Math.min(here, START - this.start.length));
      }
      at += here;
      this.rest -= here;
      if (this.rest === 0) this.handlers.frame(this.start);
    }
  }

  private keep(bytes: Buffer, from: number, to: number): void {
    this.carry = Buffer.from(bytes.subarray(from, to));
  }
}

/** Null when the head has not arrived whole. */
function headOf(bytes: Buffer, at: number, end: number): { bytes: number; payload: number } | null {
  if (end - at < 2) return null;
  const short = bytes[at + 1]! & 127;
  const size = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (end - at < size) return null;
  if (size === 2) return { bytes: 2, payload: short };
  if (size === 4) return { bytes: 4, payload: bytes.readUInt16BE(at + 2) };
  return { bytes: 10, payload: Number(bytes.readBigUInt64BE(at + 2)) };
}
