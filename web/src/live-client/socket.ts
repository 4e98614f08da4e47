import { type Socket, io } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../../src/contracts/live.js';
import type { ErrorBody } from '../../../src/contracts/common.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { isRefusal } from './refusal.js';
import { jitter, REAL_TIMERS, type Timers } from './timers.js';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;
export interface Backoff {
  minMs: number;
  maxMs: number;
}
export const BACKOFF: Backoff = { minMs: 2_000, maxMs: 20_000 };
export const SCREEN_BACKOFF: Backoff = { minMs: 1_000, maxMs: 5_000 };

/**
 * One socket for a page. It comes back by itself after every kind of end: a lost network (by
 * Socket.IO), a disconnect by the server and a refused handshake (which Socket.IO leaves to us),
 * and a `bye` before a restart.
 * @param kind which of the browser's sessions speaks; its cookie must be there
 * @param onRefused the server said no to the session; it is asked again, later
 */
export function openSocket(
  kind: SessionKind,
  backoff: Backoff = BACKOFF,
  onRefused: (error: ErrorBody) => void = () => undefined,
  options: { url?: string; timers?: Timers } = {},
): { socket: LiveSocket; close: () => void } {
  const timers = options.timers ?? REAL_TIMERS;
  const socket: LiveSocket = io(options.url ?? '', {
    transports: ['websocket'],
    auth: { kind },
    reconnectionDelay: backoff.minMs,
    reconnectionDelayMax: backoff.maxMs,
    randomizationFactor: 0.9,
    timeout: 10_000,
  });
  let closed = false;
  let stopWaiting: () => void = () => undefined;
  const comeBack = (withinMs: number) => {
    stopWaiting();
    stopWaiting = timers.after(jitter(withinMs, timers), () => {
      if (!closed) socket.connect();
    });
  };
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack(backoff.minMs * 2);
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return; // the transport failed: Socket.IO tries again by itself
    const body = errorBody(error);
    if (body && isRefusal(body)) onRefused(body);
    comeBack(backoff.maxMs);
  });
  socket.on('bye', ({ withinMs }) => {
    socket.disconnect();
    comeBack(withinMs);
  });
  return {
    socket,
    close: () => {
      closed = true;
      stopWaiting();
      socket.disconnect();
    },
  };
}

function errorBody(error: Error): ErrorBody | null {
  if (!('data' in error)) return null;
  const { data } = error;
  return typeof data === 'object' && data !== null && 'code' in data && 'message' in data
    ? (data as ErrorBody)
    : null;
}
