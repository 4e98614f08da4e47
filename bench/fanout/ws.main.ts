import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { messageOf } from '../../src/platform/sockets/message.js';
import { provinceFrame } from './frame.js';
import { answerParent, tell } from './ticks.js';

/**
 * What one would write instead: `ws`, and in each tick the same by `send` to each, no compression. A buffer is the
 * fastest that `send` takes, and what the goals are held against; `text` sends a string, as most would.
 */
const asText = process.argv[2] === 'text';
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
const eventId = '0199aaaa-0000-7000-8000-000000000001';
answerParent((rev) => {
  const { packet } = messageOf('frames', `[${JSON.stringify(provinceFrame(eventId, rev))}]`);
  const text = `4${packet}`;
  const sent = asText ? text : Buffer.from(text);
  for (const client of server.clients) client.send(sent, { binary: false });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  tell({ port: address.port, eventId, tokens: [] });
});
