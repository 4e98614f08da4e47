import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { messageOf } from '../../src/platform/sockets/message.js';
import { provinceFrame } from './frame.js';
import { answerParent, tell } from './ticks.js';

/** RFC 6455, 1.3: what the server adds to the client's key. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81;
const LENGTH_IN_TWO_BYTES = 126;

/**
 * The floor: no library, nobody knows anything of a client, and in each tick one `write` of the same framed bytes to
 * each connection. What this costs is the kernel's and Node's own.
 */
const http = createServer();
const clients = new Set<Duplex>();
http.on('upgrade', ({ headers }, socket) => {
  const accept = createHash('sha1')
    .update(`${headers['sec-websocket-key'] ?? ''}${GUID}`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  clients.add(socket);
  socket.once('close', () => clients.delete(socket));
  socket.on('error', () => undefined);
  socket.resume();
});
const eventId = '0199aaaa-0000-7000-8000-000000000001';
answerParent((rev) => {
  const { packet } = messageOf('frames', `[${JSON.stringify(provinceFrame(eventId, rev))}]`);
  const text = Buffer.from(`4${packet}`);
  const head = Buffer.from([TEXT, LENGTH_IN_TWO_BYTES, text.length >> 8, text.length & 0xff]);
  const bytes = Buffer.concat([head, text]);
  for (const client of clients) client.write(bytes);
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  tell({ port: address.port, eventId, tokens: [] });
});
