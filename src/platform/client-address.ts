import type { IncomingMessage } from 'node:http';

/**
 * Who a request comes from, behind so many proxies. Each of them writes at the end of X-Forwarded-For
 * whom it has heard; what stands before that is the client's own word, and is not believed.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: number,
): string {
  const heardBy = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const chain = [...heardBy.map((one) => one.trim()).filter((one) => one !== ''), socket.remoteAddress ?? ''];
  return chain.at(-1 - proxies) ?? chain[0] ?? '';
}
