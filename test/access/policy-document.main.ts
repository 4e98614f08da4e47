/** `npm run build:policy-docs`: writes the policy's tables into docs/access.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { withTables } from './policy-document.js';

const file = 'docs/access.md';
await writeFile(file, withTables(await readFile(file, 'utf8')));
