import { createServer } from 'node:net';
import type { Env } from './env.js';

/**
 * Finds out where this process can listen: the HOST asked for, else IPv6 and IPv4 together, else
 * IPv4 alone where the system has no IPv6.
 * @throws the system's EADDRINUSE, with its port, before anything else is started
 */
export async function findHost(env: Pick<Env, 'HOST' | 'PORT'>): Promise<string> {
  if (env.HOST !== undefined) {
    await tryListening(env.PORT, env.HOST);
    return env.HOST;
  }
  try {
    await tryListening(env.PORT, '::');
    return '::';
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && NO_IPV6.has(thrown.code))) throw thrown;
    await tryListening(env.PORT, '0.0.0.0');
    return '0.0.0.0';
  }
}

const NO_IPV6 = new Set<unknown>(['EAFNOSUPPORT', 'EADDRNOTAVAIL']);

async function tryListening(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, host, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}
