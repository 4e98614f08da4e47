import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export interface Loaded<T> {
  data: T | null;
  error: unknown;
  reload: () => Promise<void>;
}

interface Answer<T> {
  key: string;
  data: T | null;
  error: unknown;
}

/** What is known when a question has failed: what was answered to the same before, and to no other. */
export const afterFailure = <T>(known: Answer<T>, key: string, error: unknown): Answer<T> => ({
  key,
  data: known.key === key ? known.data : null,
  error,
});

/**
 * Loads once and whenever `key` changes; an answer that comes late for an older key is dropped.
 * @param everyMs loads again so often, too, as long as it is given
 */
export function useLoad<T>(load: () => Promise<T>, key: string, everyMs?: number): Loaded<T> {
  const [state, set] = useState<Answer<T>>({ key, data: null, error: null });
  const latest = useRef({ load, turn: 0 });
  latest.current.load = load;
  const reload = useCallback(async () => {
    const turn = ++latest.current.turn;
    try {
      const data = await latest.current.load();
      if (turn === latest.current.turn) set({ key, data, error: null });
    } catch (error) {
      if (turn === latest.current.turn) set((known) => afterFailure(known, key, error));
    }
  }, [key]);
  useEffect(() => {
    void reload();
  }, [reload]);
  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => void reload(), everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);
  return { data: state.key === key ? state.data : null, error: state.error, reload };
}

/** What was loaded last, while the next answer is on its way. */
export function useKept<T>(data: T | null): T | null {
  const [kept, keep] = useState(data);
  if (data !== null && data !== kept) keep(data);
  return data ?? kept;
}
