/** Packs each built file of the faces once, as small as it gets: the server sends that to browsers that unpack. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'web/dist');

for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|svg|json|wasm)$/.test(name)) continue;
  const file = join(dist, name);
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(content));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
