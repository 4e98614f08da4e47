import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, UserConfig } from 'vite';
import { startsAgain } from './start-again.js';

export const root = dirname(fileURLToPath(import.meta.url));
export const outDir = join(root, 'dist');

/**
 * The live link sends JSON through a WebSocket. What else Socket.IO could do, polling and binary, is a fifth of
 * what a phone would load, and stays out.
 */
const UNUSED: Record<string, string> = {
  'engine.io-client/build/esm/index.js': `
    export { Socket } from './socket.js';
    export { installTimerFunctions } from './util.js';
    export { parse } from './contrib/parseuri.js';
    export { nextTick } from './globals.node.js';
    export const [Fetch, NodeXHR, XHR, NodeWebSocket, WebSocket, WebTransport] = [];`,
  'engine.io-client/build/esm/transports/index.js': `import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
  'engine.io-parser/build/esm/encodePacket.browser.js': `
    import { PACKET_TYPES } from './commons.js';
    export const encodePacket = ({ type, data }, _binary, done) => done(PACKET_TYPES[type] + (data || ''));
    export const encodePacketToBinary = () => { throw new Error('no binary here'); };`,
  'engine.io-parser/build/esm/decodePacket.browser.js': `
    import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';
    export const decodePacket = (text) => {
      const type = PACKET_TYPES_REVERSE[String(text).charAt(0)];
      if (!type) return ERROR_PACKET;
      return text.length > 1 ? { type, data: text.substring(1) } : { type };
    };`,
  'socket.io-parser/build/esm/is-binary.js':
    'export const isBinary = () => false; export const hasBinary = () => false;',
  'socket.io-parser/build/esm/binary.js': `
    const refuse = () => { throw new Error('no binary here'); };
    export { refuse as deconstructPacket, refuse as reconstructPacket };`,
};
const leanSockets: Plugin = {
  name: 'lean-sockets',
  load: (id) => Object.entries(UNUSED).find(([file]) => id.endsWith(`/node_modules/${file}`))?.[1] ?? null,
};

/** What all faces are built with. */
export const shared = {
  root,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
    dedupe: ['preact'],
  },
  plugins: [leanSockets, startsAgain],
} satisfies UserConfig;

export const sharedBuild = {
  outDir,
  // Fonts as data: addresses would be refused by the content security policy.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
} satisfies UserConfig['build'];
