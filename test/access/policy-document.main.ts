/** `npm run build:policy-docs`: writes the tables of the policy and of retention into their documents. */
import { readFile, writeFile } from 'node:fs/promises';
import { withTables } from './policy-document.js';
import { withRetention } from './retention-document.js';

const DOCUMENTS = { 'docs/access.md': withTables, 'docs/privacy.md': withRetention };
for (const [file, rewrite] of Object.entries(DOCUMENTS))
  await writeFile(file, rewrite(await readFile(file, 'utf8')));
