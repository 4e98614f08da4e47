import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../src/platform/project-root.js';
import type { OwnFile } from './proxy.js';

/**
 * What the phone's first screen does, written by hand without a framework: signs in by the link, asks for
 * assignments, letters and consents, opens a Socket.IO connection, follows the event, draws the same card with
 * the same style sheet and the same one button. It is the measure of what the phone could be, not a face.
 */
export function vanillaPhone(): ReadonlyMap<string, OwnFile> {
  const page = readFileSync(join(PROJECT_ROOT, 'web/dist/phone/index.html'), 'utf8');
  const styles = [...page.matchAll(/<link rel="stylesheet"[^>]*>/g)].map(([tag]) => tag).join('\n');
  const socket = join(PROJECT_ROOT, 'node_modules/socket.io-client/dist/socket.io.esm.min.js');
  return new Map([
    ['/vanilla/', { type: 'text/html; charset=utf-8', body: PAGE.replace('STYLES', styles) }],
    ['/vanilla/phone.js', { type: 'text/javascript', body: SCRIPT }],
    ['/vanilla/socket.io.js', { type: 'text/javascript', body: readFileSync(socket, 'utf8') }],
  ]);
}

const PAGE = `<!doctype html>
<html lang="vi"><head>
<meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Ra Quân</title>
<script type="module" src="/vanilla/phone.js"></script>
<link rel="modulepreload" href="/vanilla/socket.io.js" />
STYLES
</head><body><div id="app"><p class="loading" role="status">Đang tải…</p></div></body></html>`;

const SCRIPT = `import { io } from '/vanilla/socket.io.js';
const kind = { 'x-session-kind': 'volunteer', accept: 'application/json' };
const get = async (path) => (await fetch('/api' + path, { headers: kind })).json();
const time = (iso) => new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
const make = (tag, className, ...inside) => {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...inside);
  return element;
};
const token = new URLSearchParams(location.hash.slice(1)).get('link');
history.replaceState(null, '', location.pathname);
const me = await (await fetch('/api/sessions/link', {
  method: 'POST', headers: { ...kind, 'content-type': 'application/json' }, body: JSON.stringify({ token }),
})).json();
const socket = io('', { transports: ['websocket'], auth: { kind: 'volunteer' } });
const [mine] = await Promise.all([get('/me/assignments'), get('/me/inbox'), get('/me/consents')]);
const one = mine[0];
const link = make('span', 'link off', 'Mất kết nối');
const progress = make('p', 'progress');
const button = make('button', 'button primary', 'TÔI ĐÃ ĐẾN');
button.addEventListener('click', () => document.body.append(make('dialog', 'dialog')));
document.getElementById('app').replaceChildren(make('div', 'phone',
  make('header', 'top', make('h1', '', 'Chào ' + me.name.split(' ').at(-1)), link),
  make('main', '', progress,
    make('div', 'state plain', make('strong', '', 'Bạn đã nhận nhiệm vụ')),
    make('article', 'card', make('p', 'card-event', one.eventTitle), make('h2', '', one.communeFullName),
      make('p', 'card-time', time(one.startsAt) + ' – ' + time(one.endsAt)), make('p', '', one.siteName))),
  make('div', 'actions', button)));
const join = () => socket.emit('join', { topic: 'phone', eventId: one.eventId }, ({ snapshot }) => {
  link.className = 'link on';
  link.textContent = 'Trực tiếp';
  progress.dataset.testid = 'progress';
  const here = snapshot.communes.find(({ communeId }) => communeId === one.communeId);
  progress.textContent = snapshot.people + ' người đã có mặt · ' + here.people + '/' + here.target;
});
socket.on('connect', join);
if (socket.connected) join();
`;
