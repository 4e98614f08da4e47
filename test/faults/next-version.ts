import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';

/**
 * The next version of the server: this build and one more migration, which adds a column and an index
 * to the ledger as a real one would, while the version before is still at work.
 * @returns its root folder
 */
export function buildNextVersion(root: string, number: number): string {
  mkdirSync(root, { recursive: true });
  const copied = spawnSync('cp', ['-a', join(PROJECT_ROOT, 'dist'), join(root, 'dist')], {
    encoding: 'utf8',
  });
  if (copied.status !== 0) throw new Error(copied.stderr);
  for (const name of ['node_modules', 'data', 'config', 'package.json', 'nest-cli.json', 'web']) {
    symlinkSync(join(PROJECT_ROOT, name), join(root, name));
  }
  const stamp = 1_999_000_000_000 + number;
  const index = join(root, 'dist/migrations/index.js');
  const list = readFileSync(index, 'utf8').replace('export const MIGRATIONS', 'const BEFORE');
  writeFileSync(index, list);
  appendFileSync(
    index,
    `
class AddNote${stamp} {
  name = 'AddNote${stamp}';
  async up(runner) {
    await runner.query('ALTER TABLE check_ins ADD COLUMN note_${number} text');
    await runner.query('CREATE INDEX check_ins_note_${number} ON check_ins (note_${number})');
  }
  async down() {}
}
export const MIGRATIONS = [...BEFORE, AddNote${stamp}];
`,
  );
  return root;
}
