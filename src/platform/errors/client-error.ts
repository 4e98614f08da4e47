import type { Socket } from 'node:net';
import { AppError } from './app-error.js';

/** What is no HTTP never reaches a route: it is answered here, in the words of the catalogue, and hung up on. */
export function refuseUnreadable(fault: Error & { code?: string }, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const error = new AppError(fault.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'malformed_request');
  const body = JSON.stringify(error.toBody());
  const head = [
    `HTTP/1.1 ${error.status} ${error.status === 413 ? 'Payload Too Large' : 'Bad Request'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '\r\n',
  ];
  socket.end(head.join('\r\n') + body);
}
