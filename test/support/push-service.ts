import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './eventually.js';

export interface Push {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** A push service as browsers have one: takes what is sent, and answers what the test says. */
export async function openPushService() {
  const pushes: Push[] = [];
  let answer = 201;
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      pushes.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      reply.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    pushes,
    answerWith: (status: number) => (answer = status),
    /** The pushes to one address, once there are so many. */
    to: async (path: string, count: number): Promise<Push[]> => {
      await eventually(() => Promise.resolve(pushes.filter((one) => one.path === path).length >= count));
      return pushes.filter((one) => one.path === path);
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A browser's subscription, which can read what was sealed for it. */
export function browserSubscription(origin: string, name: string) {
  const ecdh = createECDH('prime256v1');
  const p256dh = ecdh.generateKeys();
  const auth = randomBytes(16);
  return {
    path: `/push/${name}`,
    subscription: {
      endpoint: `${origin}/push/${name}`,
      keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') },
      lang: 'vi',
    },
    read: ({ body }: Push): unknown => {
      const salt = body.subarray(0, 16);
      const theirs = body.subarray(21, 21 + body.readUInt8(20));
      const derive = (secret: Buffer, salted: Buffer, about: string | Buffer, bytes: number) =>
        Buffer.from(hkdfSync('sha256', secret, salted, about, bytes));
      const about = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, theirs]);
      const secret = derive(ecdh.computeSecret(theirs), auth, about, 32);
      const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
      const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12);
      const sealed = body.subarray(21 + theirs.length);
      const cipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: 16 });
      cipher.setAuthTag(sealed.subarray(-16));
      const clear = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
      return JSON.parse(clear.subarray(0, -1).toString('utf8'));
    },
  };
}

/** What the VAPID header of a push says, when it is signed with the key it names. */
export function readVapid(header: string): {
  claims: { aud: string; exp: number; sub: string };
  key: string;
} {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const [head = '', claims = '', signature = ''] = token.split('.');
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) throw new Error('the VAPID header is not signed by its key');
  return { claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as never, key };
}
