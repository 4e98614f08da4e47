import { startNode, type TestServer } from '../support/test-server.js';
import { FaultProxy } from './fault-proxy.js';

/** One more web node on the database of `whole`, which stays whole, and the way to it that can fail. */
export async function cutOffNode(whole: TestServer): Promise<{ node: TestServer; database: FaultProxy }> {
  const url = new URL(whole.databaseUrl);
  const port = Number(url.port);
  const database = await FaultProxy.open(() => port);
  url.port = String(database.port);
  return { node: await startNode(url.toString(), { ROLE: 'web' }), database };
}
