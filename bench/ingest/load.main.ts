import { connect } from 'node:net';
import type { Load, LoadResult } from './load.js';

/**
 * The phones, in a process of their own: connections that each send a request, wait for its answer
 * and take the next. A few lines on the bare socket, so that the client costs as little as it can.
 */
process.on('message', (load: Load) => {
  send(load).then(
    (result) => process.send?.(result),
    (thrown: unknown) => process.send?.({ failed: String(thrown) }),
  );
});
process.on('disconnect', () => process.exit(0)); // whoever asked has gone
process.send?.('ready');

async function send({ port, connections, requests }: Load): Promise<LoadResult> {
  const result: LoadResult = {
    seconds: 0,
    counted: 0,
    duplicate: 0,
    refused: 0,
    failed: 0,
    firstFailure: '',
    ms: [],
  };
  let next = 0;
  const began = performance.now();
  await Promise.all(Array.from({ length: Math.min(connections, requests.length) }, () => phone()));
  result.seconds = (performance.now() - began) / 1000;
  return result;

  function phone(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let sentAt = 0;
      let text = '';
      const sendNext = () => {
        if (next >= requests.length) {
          socket.end();
          resolve();
          return;
        }
        sentAt = performance.now();
        socket.write(requests[next++]!);
      };
      socket.once('connect', sendNext);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the server closed a connection')));
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
        if (text.length < head + 4 + length) return;
        result.ms.push(performance.now() - sentAt);
        take(text);
        text = '';
        sendNext();
      });
    });
  }

  function take(answer: string): void {
    if (!answer.startsWith('HTTP/1.1 200')) {
      result.failed++;
      result.firstFailure ||= answer.slice(0, 2000);
      return;
    }
    result.counted += occurrences(answer, '"outcome":"counted"');
    result.duplicate += occurrences(answer, '"outcome":"duplicate"');
    result.refused += occurrences(answer, '"outcome":"refused"');
  }
}

function occurrences(text: string, word: string): number {
  let n = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) n++;
  return n;
}
