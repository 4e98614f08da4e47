import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root, shared, sharedBuild } from './shared.config.js';
import { withWorker } from './with-worker.js';

const target = ['es2022'];

/** The gate alone. It must scan where there is no network, too: its worker keeps the reader of codes from the start. */
export default defineConfig({
  ...shared,
  publicDir: false,
  plugins: [...shared.plugins, withWorker('gate', target, null)],
  build: {
    ...sharedBuild,
    emptyOutDir: false,
    target,
    rolldownOptions: { input: { gate: join(root, 'gate/index.html') } },
  },
});
