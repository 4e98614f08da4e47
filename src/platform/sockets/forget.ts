import { ServerResponse } from 'node:http';
import type { Socket } from 'socket.io';

const FORGOTTEN = Object.freeze({});

/**
 * A step of the engine before each connection: its stand-in for a response lives as long as the connection and
 * would keep the request alive.
 */
export function forgetRequest(_request: unknown, response: object, next: () => void): void {
  if (!(response instanceof ServerResponse)) Reflect.set(response, 'req', null);
  next();
}

/** Drops what a connection began with, once it is known who speaks: of each client two kilobytes, never looked at again. */
export function forgetHandshake(socket: Socket): void {
  Reflect.set(socket.conn, 'request', null);
  Reflect.set(socket, 'handshake', FORGOTTEN);
}
