import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { FaultProxy } from './fault-proxy.js';

/** Answers every line with its length, and remembers what it was told. */
let server: Server;
let told: string;
let serverSide: Socket[];
let proxy: FaultProxy;
let open: Socket[];

beforeEach(async () => {
  told = '';
  serverSide = [];
  open = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    serverSide.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      socket.write(`${chunk.length};`);
    });
    socket.on('end', () => {
      told += '<end>';
      socket.end('bye');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  proxy = await FaultProxy.open(() => (typeof address === 'object' ? (address?.port ?? null) : null));
});
afterEach(async () => {
  for (const socket of [...open, ...serverSide]) socket.destroy();
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

interface Client {
  socket: Socket;
  heard: () => string;
  closed: () => boolean;
}

async function client(): Promise<Client> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  open.push(socket);
  let heard = '';
  let closed = false;
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  socket.on('error', () => undefined).on('close', () => (closed = true));
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  return { socket, heard: () => heard, closed: () => closed };
}

/** Another connection goes through and back: whatever would have arrived before it, has. */
async function roundTrip() {
  const other = await client();
  const before = told.length;
  other.socket.write('round');
  await eventually(() => told.length > before || other.closed());
  await delay(20);
}

describe('the fault proxy', () => {
  it('passes bytes and ends on, both ways', async () => {
    const { socket, heard, closed } = await client();
    socket.write('abc');
    await eventually(() => heard() === '3;');
    socket.end();
    await eventually(() => heard() === '3;bye' && closed());
    expect(told).toBe('abc<end>');
    expect(proxy.open).toBe(0);
  });

  it('carries more than the buffers hold', async () => {
    const { socket, heard } = await client();
    const size = 3_000_000;
    socket.write(Buffer.alloc(size, 'x'));
    await eventually(() => told.length === size);
    const counted = () =>
      heard()
        .split(';')
        .reduce((sum, n) => sum + Number(n), 0);
    await eventually(() => counted() === size);
  });

  it('delays', async () => {
    const { socket, heard } = await client();
    proxy.delay(80);
    const began = performance.now();
    socket.write('abc');
    await eventually(() => heard() === '3;');
    expect(performance.now() - began).toBeGreaterThan(150);
  });

  it('swallows in a black hole, and delivers late what TCP would send again', async () => {
    const { socket, heard } = await client();
    await roundTrip();
    proxy.blackHole();
    socket.write('abc');
    const later = await client();
    later.socket.write('de');
    await delay(50);
    expect(told).toBe('round');
    proxy.heal(true);
    await eventually(() => heard() === '3;' && later.heard() === '2;');
  });

  it('leaves links that lost bytes silent for ever when a router forgot them, until they are cut', async () => {
    const { socket, heard, closed } = await client();
    const idle = await client();
    await roundTrip();
    proxy.blackHole();
    socket.write('abc');
    await delay(20);
    proxy.heal(false);
    socket.write('more');
    idle.socket.write('idle');
    await eventually(() => idle.heard() === '4;');
    await roundTrip();
    expect(heard()).toBe('');
    expect(told).not.toContain('abc');
    expect(closed()).toBe(false);
    proxy.forget();
    await eventually(closed);
  });

  it('tells nobody in a black hole that the other has gone', async () => {
    const { socket } = await client();
    await roundTrip();
    proxy.blackHole();
    socket.end();
    await delay(50);
    expect(told).not.toContain('<end>');
    proxy.heal(true);
    await eventually(() => told.includes('<end>'));
  });

  it('kills one direction and leaves the other', async () => {
    const { socket, heard } = await client();
    await roundTrip();
    proxy.halfOpen('toClient');
    socket.write('abc');
    await eventually(() => told.includes('abc'));
    await delay(20);
    expect(heard()).toBe('');
  });

  it('lets a request be carried out and loses its answer', async () => {
    const { socket, heard, closed } = await client();
    let lost = 0;
    proxy.loseAnswerTo('COMMIT', () => lost++);
    socket.write('abc');
    await eventually(() => heard() === '3;');
    socket.write('COMMIT');
    await eventually(closed);
    expect(told).toBe('abcCOMMIT');
    expect(heard()).toBe('3;');
    const next = await client();
    next.socket.write('COMMIT'); // once is once
    await eventually(() => next.heard() === '6;');
    expect(lost).toBe(1);
  });

  it('calls before a request is passed on', async () => {
    const { socket } = await client();
    let toldThen: string | null = null;
    proxy.beforeRequest('UPDATE', () => (toldThen = told));
    socket.write('UPDATE');
    await eventually(() => told === 'UPDATE');
    expect(toldThen).toBe('');
  });

  it('loses the answers to requests that went out together, to the last', async () => {
    const { socket, heard, closed } = await client();
    let lost = 0;
    proxy.loseAnswerTo('three', () => lost++, '11;');
    socket.write('one');
    await eventually(() => heard() === '3;');
    socket.write('three');
    await eventually(() => told === 'onethree');
    socket.write('eleven char');
    await eventually(closed);
    expect(told).toBe('onethreeeleven char');
    expect(heard()).toBe('3;');
    expect(lost).toBe(1);
  });

  it('resets what is open and refuses what comes, until it is healed', async () => {
    const first = await client();
    proxy.refuse();
    await eventually(first.closed);
    const second = await client();
    await eventually(second.closed);
    proxy.heal(true);
    const third = await client();
    third.socket.write('abc');
    await eventually(() => third.heard() === '3;');
  });
});
