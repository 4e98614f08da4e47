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

/** The script that asks the server first is small, waits for nothing, and is waited for by nothing of the page. */
const startFirst: Plugin = {
  name: 'start-first',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const start = Object.values(bundle ?? {}).find((one) => one.type === 'chunk' && one.name === 'start');
      if (!start) throw new Error('the page has lost the script that asks first');
      const attrs = { type: 'module', async: true, crossorigin: true, src: `/${start.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
  },
};

/** The phone alone: it carries nothing of the other faces, and runs where they need not. */
export default defineConfig({
  ...shared,
  publicDir: false,
  plugins: [plainImports, startFirst, ...shared.plugins, withWorker('phone', target, READER)],
  build: {
    ...sharedBuild,
    emptyOutDir: false,
    // With plain imports a chunk's own styles would never be asked for.
    cssCodeSplit: false,
    // Both scripts stand in the page; a chunk is just imported, and brings no styles of its own.
    modulePreload: false,
    target,
    rolldownOptions: {
      input: { phone: join(root, 'phone/index.html') },
      // With all that it imports. Fields set as the web's tsconfig says, by assignment, need no helpers that come with it.
      output: { codeSplitting: { groups: [{ name: 'start', test: /src\/phone\/start\.ts$/ }] } },
    },
  },
});
