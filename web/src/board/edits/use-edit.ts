import { useState } from 'preact/hooks';
import { ApiError } from '../../shared/api.js';

export interface Edit<T> {
  /** What somebody else has made of it meanwhile; null: nobody has. */
  theirs: T | null;
  save: () => Promise<void>;
  /** Writes the own version over theirs. */
  keepMine: () => Promise<void>;
}

/**
 * An edit of what was there when it was begun, at `version`. When somebody else was faster nothing is
 * written: the author sees both and chooses.
 */
export function useEdit<T extends { version: number }>(
  version: number,
  send: (version: number) => Promise<unknown>,
  onDone: () => Promise<void>,
): Edit<T> {
  // The page behind hears of what others do; the fields hold what was there before.
  const [begun] = useState(version);
  const [theirs, setTheirs] = useState<T | null>(null);
  const write = async (over: number) => {
    try {
      await send(over);
    } catch (thrown) {
      const stale = thrown instanceof ApiError ? thrown.body.stale : undefined;
      if (!stale) throw thrown;
      // The server answers it as the route itself would answer; its own tests check that against the contract.
      const fresh: unknown = stale.theirs;
      setTheirs(fresh as T);
      return;
    }
    await onDone();
  };
  return {
    theirs,
    save: () => write(begun),
    keepMine: () => write(theirs?.version ?? begun),
  };
}
