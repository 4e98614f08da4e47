import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = dirname(fileURLToPath(import.meta.url));
const api = `http://localhost:${process.env['RQ_API_PORT'] ?? '3000'}`;

/** Four faces, one build: each has its own page, what they share is one hashed file for all. */
export default defineConfig({
  root,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
    dedupe: ['preact'],
  },
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    // Fonts as data: addresses would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        board: join(root, 'board/index.html'),
        phone: join(root, 'phone/index.html'),
        screen: join(root, 'screen/index.html'),
        gate: join(root, 'gate/index.html'),
      },
    },
  },
  server: {
    proxy: { '/api': { target: api }, '/socket.io': { target: api, ws: true } },
  },
  test: { include: ['src/**/*.spec.{ts,tsx}'], environment: 'node' },
});
