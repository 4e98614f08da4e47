import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PROJECT_ROOT } from './project-root.js';

/** Serves the built web app: hashed assets for ever, pages always asked for anew. */
export async function serveFaces(server: FastifyInstance): Promise<void> {
  const root = join(PROJECT_ROOT, 'web/dist');
  if (!existsSync(root)) return; // the server alone, as the tests of the API start it
  await server.register(fastifyStatic, {
    root,
    prefix: '/',
    redirect: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const forEver = path.includes('/assets/');
      void reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/', async (_request, reply) => reply.redirect('/board/'));
}
