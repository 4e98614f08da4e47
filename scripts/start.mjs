/** `npm start`: prepares the project, then becomes the server (one process, so that signals are simple). */
import { prepare, requireNode } from './prepare.mjs';

requireNode();
try {
  await prepare();
} catch (thrown) {
  console.error(thrown.message);
  process.exit(1);
}
await import('../dist/src/main.js');
