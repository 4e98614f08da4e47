import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../platform/project-root.js';

let loaded: ReadonlySet<string> | undefined;

/** The passwords that are tried first; where they come from is said beside the file. Read once, when asked for. */
export function commonPasswords(): ReadonlySet<string> {
  const file = join(PROJECT_ROOT, 'data/passwords/common.txt');
  return (loaded ??= new Set(readFileSync(file, 'utf8').split('\n')));
}
