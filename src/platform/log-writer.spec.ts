import { expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { LogWriter } from './log-writer.js';

it('drops what finds no room while nobody reads, and says how much when somebody does', async () => {
  let written = '';
  let goOn: () => void = () => undefined;
  const held = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      written += chunk;
      goOn = done;
    },
  });
  const log = new LogWriter(held);
  const line = 'x'.repeat(100_000);
  for (let n = 0; n < 20; n++) log.write(line);
  expect(held.writableLength).toBeLessThan(1_200_000);
  const idle = new Promise((resolve) => held.once('drain', resolve));
  held._write = (chunk: string, _encoding, done) => {
    written += chunk;
    done();
  };
  goOn();
  await idle;
  log.write('y');
  const lines = written.trimEnd().split('\n');
  const dropped = 20 - lines.filter((one) => one === line).length;
  expect(dropped).toBeGreaterThan(5);
  expect(lines.slice(-2)).toEqual([JSON.stringify({ level: 'warn', dropped }), 'y']);
});
