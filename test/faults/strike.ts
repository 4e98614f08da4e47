import type { ServerProcess } from './fleet.js';

/** Long enough to be met in the middle. */
export const ROSTER = 2_500;

/** What a worker says to PostgreSQL in the middle of applying a roster. */
export const WRITES_PEOPLE = 'INSERT INTO people';
/** What a web process says when it takes an event's lock and thinks before it goes on. */
export const LOCKS_EVENT = 'facts_rev = rev + 1';
/** What is in the one packet of a transaction of check-ins. */
export const WRITES_CHECK_INS = 'ledger.write';

/** Acts on the first of these processes that is about to send `text` to PostgreSQL, in that moment. */
export function firstToSay(
  nodes: readonly ServerProcess[],
  text: string,
  act: (node: ServerProcess) => void,
): Promise<ServerProcess> {
  return new Promise((resolve) => {
    const forget = nodes.map((node) =>
      node.database.beforeRequest(text, () => {
        for (const one of forget) one();
        act(node);
        resolve(node);
      }),
    );
  });
}
