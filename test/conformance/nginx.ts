import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { eventually } from '../support/eventually.js';
import { freePort, type Outside, stopChild } from './processes.js';

const PROGRAM = '/usr/sbin/nginx';
/** As `missingPrograms` says it. */
export const missingNginx = (): string[] => (existsSync(PROGRAM) ? [] : ['nginx-light']);

/** A real nginx with the configuration we ship; only its addresses and folders are this machine's. */
export async function startNginx(folder: string, nodes: readonly [string, string]): Promise<Outside> {
  const port = await freePort();
  let config = await readFile(join(PROJECT_ROOT, 'config/proxy/nginx.conf'), 'utf8');
  const here: [string, string][] = [
    ...nodes.map((url, n): [string, string] => [`web-${n + 1}:3000`, new URL(url).host]),
    ['listen 80 ', `listen 127.0.0.1:${port} `],
    ['listen [::]:80 backlog=4096;', ''],
    ['http {', `http { ${TEMPORARY.map((what) => `${what}_temp_path ${join(folder, what)};`).join(' ')}`],
  ];
  for (const [there, instead] of here) {
    if (!config.includes(there)) throw new Error(`the proxy's configuration has no “${there}”`);
    config = config.replace(there, instead);
  }
  const file = join(folder, 'nginx.conf');
  await writeFile(file, config);
  const own = `daemon off; pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'nginx.log')};`;
  const child = spawn(PROGRAM, ['-p', folder, '-e', join(folder, 'nginx.log'), '-c', file, '-g', own], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(() => {
    if (child.exitCode !== null) throw new Error('nginx stopped');
    return fetch(`${url}/api/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url,
    stop: async () => {
      await stopChild(child);
    },
  };
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
