import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), 'src/live-client');
const outDir = join(root, '../../dist-live-client');

/** The live client alone, as a module for others. */
export default defineConfig({
  root,
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    lib: { entry: join(root, 'index.ts'), formats: ['es'], fileName: 'live-client' },
    rolldownOptions: { external: ['socket.io-client'] },
  },
  plugins: [
    {
      name: 'its-own-papers',
      closeBundle: () => {
        for (const file of ['package.json', 'README.md']) copyFileSync(join(root, file), join(outDir, file));
      },
    },
  ],
});
