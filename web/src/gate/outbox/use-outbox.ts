import { useEffect, useRef, useState } from 'preact/hooks';
import { CLOCK_TIMERS } from '../../shared/outbox/send-loop.js';
import { apiOf, sendEntries } from '../gate-api.js';
import type { OpenGate } from '../open-gate.js';
import type { Vault } from '../store/vault.js';
import { Outbox } from './outbox.js';
import type { SavedEntry } from './saved-entry.js';

export interface GateOutbox {
  entries: readonly SavedEntry[];
  /** Entries of other gates that wait in this browser. */
  elsewhere: number;
  add: (entry: SavedEntry) => Promise<void>;
  undo: (id: string) => Promise<boolean>;
  clear: (id: string) => Promise<void>;
  wake: () => void;
}

/** The outbox of the gate that is open. */
export function useOutbox(gate: OpenGate, vault: Vault): GateOutbox {
  const [entries, setEntries] = useState<readonly SavedEntry[]>([]);
  const [elsewhere, setElsewhere] = useState(0);
  const { eventId, siteId, keeper } = gate;
  const make = () =>
    new Outbox(
      vault,
      { eventId, siteId },
      {
        ...CLOCK_TIMERS,
        send: (batch) => sendEntries(apiOf(keeper.kind), batch),
        changed: setEntries,
      },
    );
  const outbox = useRef<Outbox | null>(null);
  outbox.current ??= make();
  const box = outbox.current;
  useEffect(() => {
    void box.open().then(() => setElsewhere(box.elsewhere));
    const wake = () => box.wake();
    addEventListener('online', wake);
    return () => {
      removeEventListener('online', wake);
      box.close();
    };
  }, []);
  return {
    entries,
    elsewhere,
    add: (entry) => box.add(entry),
    undo: (id) => box.undo(id),
    clear: (id) => box.clear(id),
    wake: () => box.wake(),
  };
}
