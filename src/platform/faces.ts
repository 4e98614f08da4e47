import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PROJECT_ROOT } from './project-root.js';
import { pagePolicy, WORKER_POLICY } from './security-headers.js';

/** Those that scan bring their own reader of codes, as WebAssembly. */
const FACES = [
  { name: 'board', scans: false },
  { name: 'phone', scans: true },
  { name: 'screen', scans: false },
  { name: 'gate', scans: true },
];

/** Serves the built web app: hashed assets for ever, pages always asked for anew, each time with a nonce of its own. */
export async function serveFaces(server: FastifyInstance): Promise<void> {
  const root = join(PROJECT_ROOT, 'web/dist');
  if (!existsSync(root)) return; // the server alone, as the tests of the API start it
  await server.register(fastifyStatic, {
    root,
    prefix: '/',
    redirect: true,
    cacheControl: false,
    // The build has packed each file: what a phone loads over one bar of signal is a third.
    preCompressed: true,
    setHeaders: (reply, path) => {
      const forEver = path.includes('/assets/');
      void reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (/\/worker\.js(\.br|\.gz)?$/.test(path)) void reply.header('content-security-policy', WORKER_POLICY);
    },
  });
  server.get('/', async (_request, reply) => reply.redirect('/board/'));
  for (const face of FACES) await servePage(server, root, face);
}

async function servePage(server: FastifyInstance, root: string, face: (typeof FACES)[number]): Promise<void> {
  const page = withNonces(await readFile(join(root, face.name, 'index.html'), 'utf8'));
  for (const path of [`/${face.name}/`, `/${face.name}/index.html`]) {
    server.get(path, async (request, reply) => {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-security-policy', pagePolicy(nonce, request.headers.host, face.scans))
        .send(page.join(nonce));
    });
  }
}

/** The page cut where the nonce goes: in each of its tags that load something, and where its own loader looks for it. */
function withNonces(html: string): string[] {
  return html
    .replace(/<(script|link)(?=[\s>])/g, '<$1 nonce="\0"')
    .replace('<head>', '<head>\n    <meta property="csp-nonce" nonce="\0" />')
    .split('\0');
}
