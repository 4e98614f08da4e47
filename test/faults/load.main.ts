/** The load client: a process of its own that sends check-ins as phones do and keeps its own ledger. */
import { fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { ReceiptsSchema } from '../../src/contracts/participation.js';
import type { LedgerLine, LoadNews, LoadOrder, Upload } from './load.js';

const order = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as LoadOrder;
const file = openSync(order.ledger, 'a');
const agents = order.urls.map(() => new Agent({ keepAlive: true, maxSockets: 64 }));
/** Phones replay within this. */
const REPLAY_MS = 2_000;
const AGAIN_MS = { least: 200, most: 1_500 };

let pending: { line: LedgerLine; written: () => void }[] = [];
let acknowledged = 0;
let waiting = 0;

/** On disk when it resolves; lines that come together share one write. */
function note(line: LedgerLine): Promise<void> {
  return new Promise((written) => {
    pending.push({ line, written });
    if (pending.length === 1) setImmediate(flush);
  });
}

function flush(): void {
  const lines = pending;
  pending = [];
  writeSync(file, lines.map(({ line }) => `${JSON.stringify(line)}\n`).join(''));
  fdatasyncSync(file);
  for (const { written } of lines) written();
}

interface HttpAnswer {
  status: number;
  body: string;
}

function post(web: number, body: string): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const url = `${order.urls[web]!}/api/events/${order.eventId}/check-ins`;
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      cookie: order.cookie,
    };
    const asked = request(url, { method: 'POST', agent: agents[web]!, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
      answer.once('error', reject);
    });
    const late = setTimeout(() => asked.destroy(new Error('no answer in time')), order.patienceMs);
    asked.once('error', reject).once('close', () => clearTimeout(late));
    asked.end(body);
  });
}

/** Asks until there is a final answer, each time with the same entries. */
async function send({ batch, via }: Upload): Promise<void> {
  const ids = batch.entries.map(({ id }) => id);
  const body = JSON.stringify(batch);
  await note({ is: 'attempted', ids });
  waiting++;
  for (let web = via; ; web++) {
    if (await tryOnce(web % order.urls.length, body, ids)) break;
    await delay(AGAIN_MS.least + Math.random() * (AGAIN_MS.most - AGAIN_MS.least));
  }
  waiting--;
}

async function tryOnce(web: number, body: string, ids: string[]): Promise<boolean> {
  let answer: HttpAnswer;
  try {
    answer = await post(web, body);
  } catch (thrown) {
    await note({ is: 'unknown', ids, why: thrown instanceof Error ? thrown.message : 'error' });
    return false;
  }
  if (answer.status === 200) {
    const { receipts } = ReceiptsSchema.parse(JSON.parse(answer.body));
    await Promise.all(receipts.map((receipt) => note({ is: 'acknowledged', receipt, web })));
    acknowledged += receipts.length;
    return true;
  }
  if (answer.status >= 500 || answer.status === 429) {
    await note({ is: 'unknown', ids, why: `status ${answer.status}` });
    return false;
  }
  await note({ is: 'refused', ids, status: answer.status, code: answer.body.slice(0, 200) });
  return true;
}

function tell(done: boolean): void {
  const news: LoadNews = { acknowledged, waiting, done };
  process.send?.(news);
}

async function main(): Promise<void> {
  process.once('disconnect', () => process.exit(1));
  await sendAll((upload) => upload.at);
  if (order.lies === true) await note(lie());
  // Every phone still has its queue: it is sent once more when the server has lost what it knew.
  process.on('message', () => void replay());
  tell(true);
}

async function replay(): Promise<void> {
  await note({ is: 'replayed' });
  acknowledged = 0;
  tell(false);
  await sendAll(() => Math.random() * REPLAY_MS);
  tell(true);
}

async function sendAll(at: (upload: Upload) => number): Promise<void> {
  const began = performance.now();
  const telling = setInterval(() => tell(false), 50);
  await Promise.all(
    order.uploads.map(async (upload) => {
      await delay(Math.max(0, at(upload) - (performance.now() - began)));
      await send(upload);
    }),
  );
  clearInterval(telling);
}

/** A receipt nobody gave: the harness must find it out. */
function lie(): LedgerLine {
  const nobody = '00000000-0000-7000-8000-000000000000';
  const at = new Date().toISOString();
  const receipt = { id: nobody, outcome: 'counted' as const, checkInId: nobody, personId: nobody, at };
  const message = { vi: '', en: '' };
  return { is: 'acknowledged', receipt: { ...receipt, refusal: null, message, rev: 1 }, web: 0 };
}

await main();
