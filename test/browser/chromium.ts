import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const ELSEWHERE = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Installing a browser downloads some hundred megabytes. */
const INSTALL_MS = 9 * 60_000;
/** For the hook that opens the browser: it may have to be installed first. */
export const OPEN_TIMEOUT_MS = INSTALL_MS + 60_000;

/**
 * A headless Chromium: the system's, else one installed the way the machine allows.
 * @param camera a y4m file that it shows as its camera; else a green square
 */
export async function openChromium(camera?: string): Promise<Browser> {
  if (!existsSync(join(PROJECT_ROOT, 'web/dist/phone/index.html'))) {
    throw new Error('The faces are not built: run `npm run build:web` before the browser tests.');
  }
  return chromium.launch({
    executablePath: findChromium() ?? installChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--use-fake-device-for-media-stream',
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
    ],
  });
}

function findChromium(): string | null {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which is not there.`);
    return chosen;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...candidates, ...ELSEWHERE, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

function installChromium(): string {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && run('apt-get', ['--version'])) {
    const apt = [
      '-y',
      '-q',
      '-o',
      'DPkg::Lock::Timeout=300',
      'install',
      '--no-install-recommends',
      'chromium',
    ];
    if (run('apt-get', apt) || (run('apt-get', ['-q', 'update']) && run('apt-get', apt))) {
      const found = findChromium();
      if (found !== null) return found;
    }
  }
  const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '..', 'cli.js');
  if (run(process.execPath, [cli, 'install', 'chromium'])) {
    const found = findChromium();
    if (found !== null) return found;
  }
  throw new Error(
    'No Chromium was found and none could be installed. Install one (on Debian: `apt-get install chromium`) ' +
      'or name one in CHROMIUM_PATH, then run the browser tests again.',
  );
}

function run(command: string, values: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, values, { stdio: 'ignore', timeout: INSTALL_MS, env }).status === 0;
}
