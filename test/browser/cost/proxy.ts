import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync } from 'node:zlib';

/** A file that the proxy answers with by itself. */
export interface OwnFile {
  type: string;
  body: string;
}

/** Puts a few files of our own beside a server, at one address, as if it served them: the cookies are the same. */
export async function putBeside(
  server: string,
  files: ReadonlyMap<string, OwnFile>,
): Promise<{ url: string; close: () => void }> {
  const to = new URL(server);
  const packed = new Map([...files].map(([path, { body }]) => [path, brotliCompressSync(body)]));
  const proxy: Server = createServer((asked, answer) => {
    const path = asked.url ?? '/';
    const own = packed.get(path);
    if (own) {
      answer.writeHead(200, {
        'content-type': files.get(path)!.type,
        'content-encoding': 'br',
        'cache-control': 'no-store',
      });
      answer.end(own);
      return;
    }
    const { method, headers } = asked;
    const passed = request({ host: to.hostname, port: to.port, path, method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.once('error', () => answer.destroy());
    asked.pipe(passed);
  });
  proxy.on('upgrade', (asked, socket, head) => {
    const through = connect(Number(to.port), to.hostname, () => {
      const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
      for (let i = 0; i < asked.rawHeaders.length; i += 2) {
        lines.push(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}`);
      }
      through.write(`${lines.join('\r\n')}\r\n\r\n`);
      through.write(head);
      through.pipe(socket).pipe(through);
    });
    for (const end of [socket, through]) end.once('error', () => (socket.destroy(), through.destroy()));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
