import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../platform/env.js';
import { ownKey } from '../../platform/own-key.js';

/** Tells push services who rings (VAPID, RFC 8292). A browser's subscription is good for this key alone. */
export interface VapidKey {
  /** Uncompressed, in base64url: what a browser subscribes with. */
  publicKey: string;
  /** The header for one push service. */
  authorization(origin: string, now: Date): string;
}

/** A push service takes at most 24 hours. */
const VALID_S = 12 * 3_600;

type Where = Pick<Env, 'PUSH_KEY' | 'PUBLIC_URL' | 'DATABASE_URL' | 'dataDir'>;

/** The key of this server, read once. */
@Injectable()
export class Vapid {
  private found: Promise<VapidKey> | null = null;

  constructor(@Inject(ENV) private readonly env: Env) {}

  key(): Promise<VapidKey> {
    return (this.found ??= vapidKey(this.env));
  }
}

const vapidKey = async (env: Where): Promise<VapidKey> =>
  keyOf(
    await ownKey(env, {
      given: env.PUSH_KEY,
      variable: 'PUSH_KEY',
      file: 'push.key',
      make: () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey,
    }),
    env,
  );

function keyOf(text: string, env: Where): VapidKey {
  const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  const publicKey = rawPublicKey(key);
  // Whom a push service may turn to; it wants an address even where there is none.
  const sub = env.PUBLIC_URL?.startsWith('https:') === true ? env.PUBLIC_URL : 'mailto:ra-quan@localhost';
  const written = new Map<string, { header: string; until: number }>();
  return {
    publicKey,
    authorization: (origin, now) => {
      const known = written.get(origin);
      if (known && known.until > now.getTime()) return known.header;
      const exp = Math.floor(now.getTime() / 1000) + VALID_S;
      const said = `${inBase64({ typ: 'JWT', alg: 'ES256' })}.${inBase64({ aud: origin, exp, sub })}`;
      const signature = sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' });
      const header = `vapid t=${said}.${signature.toString('base64url')}, k=${publicKey}`;
      written.set(origin, { header, until: now.getTime() + (VALID_S * 1000) / 2 });
      return header;
    },
  };
}

const inBase64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function rawPublicKey(key: KeyObject): string {
  const { x, y } = createPublicKey(key).export({ format: 'jwk' });
  const point = [x, y].map((part) => Buffer.from(part ?? '', 'base64url'));
  return Buffer.concat([Buffer.of(4), ...point]).toString('base64url');
}
