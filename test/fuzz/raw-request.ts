import { Agent, request } from 'node:http';

export interface RawRequest {
  method: string;
  /** As it goes over the line: nothing in it is put right. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

export interface RawAnswer {
  status: number;
  type: string;
  text: string;
}

const TIMEOUT_MS = 30_000;
export const newAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends a request that `fetch` would refuse to send. @throws Error when no answer comes */
export async function sendRaw(url: string, agent: Agent, asked: RawRequest): Promise<RawAnswer> {
  try {
    return await sendOnce(url, agent, asked);
  } catch (thrown) {
    // A kept connection that was closed just then says nothing about the request: a browser, too, opens a new one.
    if (!(thrown instanceof Stale)) throw thrown;
    return sendOnce(url, false, asked);
  }
}

class Stale extends Error {}

function sendOnce(
  url: string,
  agent: Agent | false,
  { method, path, headers, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const length: Record<string, string> = body === null ? {} : { 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, method, path, agent, headers: { ...length, ...headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            text: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    asked.setTimeout(TIMEOUT_MS, () => asked.destroy(new Error('no answer')));
    // After an answer has begun, what breaks is the rest of a body that nobody wanted.
    asked.on('error', (thrown) => reject(asked.reusedSocket ? new Stale(thrown.message) : thrown));
    asked.end(body ?? undefined);
  });
}
