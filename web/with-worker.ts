import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { outDir, root } from './shared.config.js';

/** Needed by some, large: kept when the page asks for it, or somebody has used it. */
export const READER = /\.wasm$|\/wasm-reader-/;

/**
 * Builds the face's service worker after the face (`src/worker/<face>.ts` → `/<face>/worker.js`), and tells
 * it which files the face is made of. It is one plain script: old browsers load no modules there.
 * @param later files that are kept only once the page asked for them or used them
 */
export function withWorker(face: string, target: string[], later: RegExp | null): Plugin {
  let files: string[] = [];
  let laterFiles: string[] = [];
  let version = '';
  return {
    name: 'with-worker',
    apply: 'build',
    writeBundle: (_options, bundle) => {
      const made = Object.values(bundle).filter(({ fileName }) => later?.test(fileName) !== true);
      files = made.map(({ fileName }) => `/${fileName}`).filter((file) => !file.endsWith('.html'));
      const kept = Object.values(bundle).filter((one) => !made.includes(one));
      laterFiles = kept.map(({ fileName }) => `/${fileName}`);
      const hash = createHash('sha256');
      for (const one of made) hash.update(one.fileName).update(one.type === 'asset' ? one.source : one.code);
      version = hash.digest('hex').slice(0, 12);
    },
    closeBundle: async () => {
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: 'warn',
        define: {
          FACE: JSON.stringify(face),
          FILES: JSON.stringify(files.sort()),
          LATER: JSON.stringify(laterFiles.sort()),
          IS_LATER: JSON.stringify(later?.source ?? ''),
          VERSION: JSON.stringify(version),
        },
        build: {
          outDir: join(outDir, face),
          emptyOutDir: false,
          target,
          lib: {
            entry: join(root, `src/worker/${face}.ts`),
            formats: ['iife'],
            name: 'worker',
            fileName: () => 'worker.js',
          },
        },
      });
    },
  };
}
