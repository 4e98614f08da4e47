import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { root, shared, sharedBuild } from './shared.config.js';
import { READER, withWorker } from './with-worker.js';

/** Cheap and old phones, too: see docs/phone.md for what else is done for them. */
const target = ['chrome80', 'safari13.1', 'firefox78'];

/** Vite's helper fetches a chunk's styles before it; the phone has one stylesheet, and a chunk is just imported. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) =>
    id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null,
};

/** The phone alone: it carries nothing of the other faces, and runs where they need not. */
export default defineConfig({
  ...shared,
  publicDir: false,
  plugins: [...shared.plugins, plainImports, withWorker('phone', target, READER)],
  build: {
    ...sharedBuild,
    emptyOutDir: false,
    // With plain imports a chunk's own styles would never be asked for.
    cssCodeSplit: false,
    target,
    rolldownOptions: { input: { phone: join(root, 'phone/index.html') } },
  },
});
