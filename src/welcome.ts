import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { DemoService, type DemoLogIn } from './demo/index.js';
import { riskySettings } from './platform/database/database-server.js';
import type { Env } from './platform/env.js';
import { openFilesAllowed } from './platform/open-files.js';
import type { RunningServer } from './server.js';

/**
 * Creates the demo province on an empty database and says, in words for a person at a terminal,
 * where the faces are and how to sign in. With the embedded database the log-in stays in a file
 * that only its owner can read; with a database of one's own it is printed this once.
 */
export async function welcome(server: RunningServer, env: Env): Promise<string> {
  const file = env.DATABASE_URL === undefined ? join(env.dataDir, 'admin.txt') : null;
  const created = env.DEMO_PROVINCE === 'none' || !env.startsWeb ? null : await createDemo(server, env, file);
  if (!env.startsWeb) return '';
  const notes = [
    ...(env.requiresSecondFactor ? [] : TRIAL),
    ...fewFiles(await openFilesAllowed()),
    ...risks(await riskySettings(server.app.get(DataSource, { strict: false }))),
  ];
  return greeting(addressesOf(server, env), created, file, notes);
}

async function createDemo(server: RunningServer, env: Env, file: string | null): Promise<DemoLogIn | null> {
  const demo = server.app.get(DemoService, { strict: false });
  return demo.createIfEmpty({ province: env.DEMO_PROVINCE, people: env.DEMO_PEOPLE }, async (logIn) => {
    if (file === null) return;
    await writeFile(file, `${logIn.login}\n${logIn.password}\n`, { mode: 0o600 });
    await chmod(file, 0o600); // the mode above is only for a new file
  });
}

/** A log-in by password alone is for trying things on one machine. */
const TRIAL = [
  '',
  '  ⚠ Chạy thử: không bắt buộc bước xác thực thứ hai. Ngày thật: REQUIRE_SECOND_FACTOR=on',
  '    On trial: no second factor is asked for. On a real day: REQUIRE_SECOND_FACTOR=on',
];

/** A phone is an open file, and what a server has open by itself is some hundreds. */
const ENOUGH_FILES = 10_000;

function fewFiles(allowed: number | null): string[] {
  if (allowed === null || allowed >= ENOUGH_FILES) return [];
  return [
    '',
    `  ⚠ Máy này chỉ cho mở ${allowed} tệp: nhiều điện thoại hơn sẽ không vào được. Tăng giới hạn: ulimit -Hn 65536`,
    `    This machine lets the server open ${allowed} files: no more phones than that get in. Raise it: ulimit -Hn 65536`,
  ];
}

function risks(settings: readonly string[]): string[] {
  if (settings.length === 0) return [];
  const off = settings.map((one) => `${one} = off`).join(', ');
  return [
    '',
    `  ⚠ PostgreSQL đang chạy với ${off}: mất điện có thể mất điểm danh đã báo là nhận. Ngày thật: bật lại`,
    `    PostgreSQL runs with ${off}: a power cut may take check-ins that were acknowledged. On a real day: turn it on`,
  ];
}

/** PUBLIC_URL when there is one; else this machine, and its addresses for phones in the same network. */
function addressesOf(server: RunningServer, env: Env): string[] {
  if (env.PUBLIC_URL !== undefined) return [env.PUBLIC_URL.replace(/\/+$/, '')];
  const { port } = new URL(server.url);
  const everywhere = env.HOST === undefined || env.HOST === '::' || env.HOST === '0.0.0.0';
  const others = everywhere
    ? Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
        .map(({ address }) => `http://${address}:${port}`)
    : [];
  return [server.url, ...others.slice(0, 2)];
}

function greeting(
  addresses: readonly string[],
  created: DemoLogIn | null,
  file: string | null,
  notes: readonly string[],
): string {
  const faces = addresses.flatMap((address, i) => [
    ...(i === 0 ? [] : ['']),
    `  Bảng điều hành / Board   ${address}/board/`,
    `  Điện thoại / Phone       ${address}/phone/`,
    `  Màn hình / Screen        ${address}/screen/`,
  ]);
  return [
    '',
    'Ra Quân đã sẵn sàng. / Ra Quân is ready.',
    '',
    ...faces,
    ...logInLines(created, file),
    ...notes,
    '',
  ].join('\n');
}

function logInLines(created: DemoLogIn | null, file: string | null): string[] {
  if (created) {
    const where =
      file === null
        ? '  Hãy ghi lại ngay, mật khẩu không hiện lại. / Write it down now: it is not shown again.'
        : `  Lưu tại / Kept in ${file}`;
    return [
      '',
      `  Tên đăng nhập / Name     ${created.login}`,
      `  Mật khẩu / Password      ${created.password}`,
      where,
    ];
  }
  if (file === null || !existsSync(file)) return [];
  return ['', `  Tài khoản quản trị ở trong tệp / The log-in is in ${file}`];
}
