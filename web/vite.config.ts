import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { root, shared, sharedBuild } from './shared.config.js';

const api = `http://localhost:${process.env['RQ_API_PORT'] ?? '3000'}`;

/** The faces of laptops, walls and gates, one build: each has its own page, what they share is one hashed file. */
export default defineConfig({
  ...shared,
  build: {
    ...sharedBuild,
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: { board: join(root, 'board/index.html'), screen: join(root, 'screen/index.html') },
    },
  },
  server: {
    proxy: { '/api': { target: api }, '/socket.io': { target: api, ws: true } },
  },
  test: { include: ['src/**/*.spec.{ts,tsx}'], environment: 'node' },
});
