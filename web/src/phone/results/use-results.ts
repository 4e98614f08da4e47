import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { MyResults } from '../../../../src/contracts/results.js';
import { CLOCK_TIMERS } from '../../shared/outbox/send-loop.js';
import { randomId } from '../../shared/random-id.js';
import { api } from '../phone-api.js';
import { recallResults, rememberResults, withPhotos, withReceipts } from './known-results.js';
import { sendResults } from './results-api.js';
import { ResultsOutbox } from './results-outbox.js';
import { openResultsStore } from './results-store.js';
import type { SavedResult, Sum, Wanted } from './saved-result.js';

export interface Results {
  /** What the server has said last; empty until it has said anything. */
  known: MyResults;
  saved: readonly SavedResult[];
  /** What this phone has saved is read: until then nobody knows whether all of it is sent. */
  ready: boolean;
  durable: boolean;
  tap: (wanted: Omit<Wanted, 'personId'>, by: Sum, most: number) => Promise<void>;
  forget: (id: string) => void;
  /** The server has said how many pictures it has. */
  photosKept: (wanted: Wanted, photos: number) => void;
}

/** One's own results: what the server has, and what this phone has saved and not yet sent. */
export function useResults(personId: string, present: readonly string[], connected: boolean): Results {
  const [known, setKnown] = useState<MyResults>(() => recallResults(personId));
  const [saved, setSaved] = useState<readonly SavedResult[]>([]);
  const [durable, setDurable] = useState(true);
  const [ready, setReady] = useState(false);
  const [turn, setTurn] = useState(0);
  const outbox = useRef<Promise<ResultsOutbox> | null>(null);
  const trying = useRef(false);
  /** Counts what the server has said of single reports and pictures: an answer that was asked for before may not know of it. */
  const heard = useRef(0);
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
          if (result.kind === 'receipts') {
            heard.current++;
            keep((before) => withReceipts(before, batch, result.receipts));
          }
          return result;
        },
        id: randomId,
        changed: setSaved,
      });
      await box.open();
      setReady(true);
      return box;
    });
    outbox.current = opened;
    return () => void opened.then((box) => box.close());
  }, [personId]);
  useEffect(() => {
    if (!connected) return;
    void outbox.current?.then((box) => box.wake());
    const before = heard.current;
    api('GET /me/results').then(
      (mine) => {
        // What is on its way may be in it or not: it would be shown twice. The receipt says it anyway.
        if (trying.current) return;
        if (heard.current === before) keep(() => mine);
        else setTurn((n) => n + 1);
      },
      () => undefined, // the network is gone again; what was known stands
    );
  }, [connected, present.join(' '), turn]);
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
  const photosKept = useCallback(
    (wanted: Wanted, photos: number) => {
      heard.current++;
      keep((before) => withPhotos(before, wanted, photos));
    },
    [keep],
  );
  return { known, saved, ready, durable, tap, forget, photosKept };
}
