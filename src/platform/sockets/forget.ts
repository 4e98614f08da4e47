import { ServerResponse } from 'node:http';
import { Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io';

const FORGOTTEN = Object.freeze({});

/**
 * A step of the engine before each connection: its stand-in for a response lives as long as the connection, to say
 * when that closes, and would keep the request alive. Nobody here listens to it.
 */
export function forgetRequest(_request: unknown, response: object, next: () => void): void {
  if (!(response instanceof ServerResponse)) {
    Reflect.set(response, 'req', null);
    const tcp: unknown = Reflect.get(response, 'socket');
    const closers = tcp instanceof TcpSocket ? tcp.listeners('close') : [];
    // One is the response's own. Among several it would have to be guessed.
    if (tcp instanceof TcpSocket && closers.length === 1) tcp.removeAllListeners('close');
  }
  next();
}

/**
 * Keeps of a request what is asked for until it is known who speaks, and what Socket.IO makes its handshake from.
 * In a storm that takes seconds, and all the rest would leave holes in the memory.
 */
export function keepBeginning(connection: Socket['conn']): void {
  const { headers, socket } = connection.request;
  Reflect.set(connection, 'request', { headers, socket, connection: socket });
}

/** Drops what a connection began with, once it is known who speaks: of each client two kilobytes, never looked at again. */
export function forgetHandshake(socket: Socket): void {
  Reflect.set(socket.conn, 'request', null);
  Reflect.set(socket, 'handshake', FORGOTTEN);
}
