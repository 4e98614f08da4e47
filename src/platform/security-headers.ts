import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/** What an answer that is no page needs: nothing. A page brings its own policy, with a nonce. */
const NO_PAGE = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";
/** A service worker asks our own server for what it keeps and sends; it has no page. */
export const WORKER_POLICY = "default-src 'none';connect-src 'self'";
/** The reader of the API's document is made by its package, with styles in it. */
const API_DOCS =
  "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;connect-src 'self';" +
  "base-uri 'none';form-action 'none';frame-ancestors 'none'";
/** The scanner of a gate's code needs the camera; where somebody is, is never asked. */
const PERMISSIONS =
  'camera=(self), fullscreen=(self), screen-wake-lock=(self), clipboard-write=(self), geolocation=(), microphone=(), ' +
  'payment=(), usb=(), bluetooth=(), serial=(), midi=(), display-capture=(), browsing-topics=()';

const optionsOf = (https: boolean): HelmetOptions => ({
  contentSecurityPolicy: false,
  strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  frameguard: { action: 'deny' },
  originAgentCluster: false,
});

/** Puts the headers on every answer; what the API says is kept by nobody, unless a route says so. */
export function addSecurityHeaders(server: FastifyInstance, https: boolean): void {
  const headers = securityHeaders(https);
  server.addHook('onRequest', (request, reply, done) => {
    // Not on the raw answer: Node would then keep every header of it twice.
    reply.headers(headers);
    if (request.url.startsWith('/api/')) {
      reply.header('cache-control', 'no-store');
      if (request.url.startsWith('/api/docs')) reply.header('content-security-policy', API_DOCS);
    }
    done();
  });
}

/**
 * The policy of a page: only the scripts and styles that carry the nonce, and what these load themselves.
 * @param host as the browser named it: older ones do not take `'self'` for a socket to the same host
 * @param scans whether WebAssembly may be compiled, and never a text made into code
 */
export function pagePolicy(nonce: string, host: string | undefined, scans: boolean): string {
  const sockets = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${scans ? " 'wasm-unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    `connect-src 'self'${sockets}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(';');
}

/** They are the same on every answer, and helmet would make each anew for each: so it is asked once. */
function securityHeaders(https: boolean): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(optionsOf(https))(request, response, (fault) => {
    if (fault !== undefined) throw new Error('helmet refuses its options', { cause: fault });
  });
  response.setHeader('content-security-policy', NO_PAGE);
  response.setHeader('permissions-policy', PERMISSIONS);
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
