import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What lies between a phone and the server: it can be cut, lose answers and bring other files. */
export interface Network {
  url: string;
  /** Cuts everything that is open, and refuses what comes, until it is mended. */
  cut: () => void;
  mend: () => void;
  /** From now on another server answers under this address. */
  leadTo: (url: string) => void;
  /**
   * Passes a request on, and loses the answer to it; resolves when the server has given it.
   * @param andTheLine cuts in the same moment, so that nothing else tells what the answer said
   */
  loseAnswer: (path: RegExp, andTheLine?: boolean) => Promise<void>;
  /** Something else answers in the server's place, with a page of its own, until it is taken out of the way with null. */
  putBetween: (foreign: { path: RegExp; status: number } | null) => void;
  /** Changes a text file on its way. */
  change: (path: string, how: (text: string) => string) => void;
  close: () => Promise<void>;
}

export async function openNetwork(serverUrl: string): Promise<Network> {
  let target = new URL(serverUrl);
  let isCut = false;
  let lost: { path: RegExp; andTheLine: boolean; done: () => void } | null = null;
  let between: { path: RegExp; status: number } | null = null;
  const changes = new Map<string, (text: string) => string>();
  const open = new Set<Socket>();
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  const server = createServer((incoming, reply) => {
    const path = incoming.url ?? '/';
    if (between?.path.test(path) === true) {
      incoming.resume();
      reply.writeHead(between.status, { 'content-type': 'text/html; charset=utf-8' });
      reply.end('<!doctype html><title>Wi-Fi</title><p>Đăng nhập mạng');
      return;
    }
    const headers = { ...incoming.headers };
    if (changes.has(path)) {
      // What is changed on its way is always sent whole, and not packed.
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
      delete headers['if-modified-since'];
    }
    const outgoing = request({
      host: target.hostname,
      port: target.port,
      path,
      method: incoming.method,
      headers,
    });
    outgoing.on('error', () => reply.destroy());
    outgoing.on('response', (answer) => void pass(path, answer));
    incoming.pipe(outgoing);
    const pass = async (of: string, answer: IncomingMessage) => {
      if (lost?.path.test(of) === true) {
        const { andTheLine, done } = lost;
        lost = null;
        answer.resume().on('end', done);
        reply.destroy();
        if (andTheLine) cut();
        return;
      }
      const how = changes.get(of);
      if (!how) {
        reply.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(reply);
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const whole = { ...answer.headers };
      delete whole['content-length'];
      delete whole.etag;
      reply.writeHead(answer.statusCode ?? 502, whole);
      reply.end(how(Buffer.concat(chunks).toString()));
    };
  });
  server.on('connection', (socket: Socket) => {
    if (isCut) socket.destroy();
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  });
  server.on('upgrade', (incoming, socket: Socket, head) => {
    const through = connect(Number(target.port), target.hostname, () => {
      const lines = [`${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1`];
      for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
        lines.push(`${incoming.rawHeaders[i] ?? ''}: ${incoming.rawHeaders[i + 1] ?? ''}`);
      }
      through.write(`${lines.join('\r\n')}\r\n\r\n`);
      through.write(head);
      through.pipe(socket).pipe(through);
    });
    through.on('error', () => socket.destroy());
    socket.on('close', () => through.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isCut = false;
    },
    leadTo: (url) => {
      target = new URL(url);
    },
    loseAnswer: (path, andTheLine = false) =>
      new Promise((done) => {
        lost = { path, andTheLine, done };
      }),
    putBetween: (foreign) => {
      between = foreign;
    },
    change: (path, how) => void changes.set(path, how),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
