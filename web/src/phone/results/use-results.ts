import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { MyResults } from '../../../../src/contracts/results.js';
import { CLOCK_TIMERS } from '../../shared/outbox/send-loop.js';
import { randomId } from '../../shared/random-id.js';
import { api } from '../phone-api.js';
import { recallResults, rememberResults, withReceipts } from './known-results.js';
import { sendResults } from './results-api.js';
import { ResultsOutbox } from './results-outbox.js';
import { openResultsStore } from './results-store.js';
import type { SavedResult, Sum, Wanted } from './saved-result.js';

export interface Results {
  /** What the server has said last; empty until it has said anything. */
  known: MyResults;
  saved: readonly SavedResult[];
  durable: boolean;
  tap: (wanted: Omit<Wanted, 'personId'>, by: Sum, most: number) => Promise<void>;
  forget: (id: string) => void;
}

/** One's own results: what the server has, and what this phone has saved and not yet sent. */
export function useResults(personId: string, present: readonly string[], connected: boolean): Results {
  const [known, setKnown] = useState<MyResults>(() => recallResults(personId));
  const [saved, setSaved] = useState<readonly SavedResult[]>([]);
  const [durable, setDurable] = useState(true);
  const outbox = useRef<Promise<ResultsOutbox> | null>(null);
  const trying = useRef(false);
  trying.current = saved.some((one) => one.attempts > 0 && one.refused === null);

  const keep = useCallback(
    (change: (known: MyResults) => MyResults) =>
      setKnown((before) => {
        const next = change(before);
        rememberResults(personId, next);
        return next;
      }),
    [personId],
  );
  useEffect(() => {
    const opened = openResultsStore(() => setDurable(false)).then(async (store) => {
      setDurable(store.durable);
      const box = new ResultsOutbox(store.results, personId, {
        ...CLOCK_TIMERS,
        send: async (eventId, batch) => {
          const result = await sendResults(eventId, batch);
          if (result.kind === 'receipts') keep((before) => withReceipts(before, batch, result.receipts));
          return result;
        },
        id: randomId,
        changed: setSaved,
      });
      await box.open();
      return box;
    });
    outbox.current = opened;
    return () => void opened.then((box) => box.close());
  }, [personId]);
  useEffect(() => {
    if (!connected) return;
    void outbox.current?.then((box) => box.wake());
    api('GET /me/results').then(
      // What is on its way may be in it or not: it would be shown twice. The receipt says it anyway.
      (mine) => {
        if (!trying.current) keep(() => mine);
      },
      () => undefined, // the network is gone again; what was known stands
    );
  }, [connected, present.join(' ')]);
  useEffect(() => {
    void outbox.current?.then((box) => box.setPresent(present));
  }, [present.join(' ')]);

  const tap = useCallback(
    async (wanted: Omit<Wanted, 'personId'>, by: Sum, most: number) => {
      await (await outbox.current)?.tap({ ...wanted, personId }, by, most);
    },
    [personId],
  );
  const forget = useCallback((id: string) => void outbox.current?.then((box) => box.forget(id)), []);
  return { known, saved, durable, tap, forget };
}
