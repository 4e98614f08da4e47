import { useEffect, useState } from 'preact/hooks';
import type { Vault } from './store/vault.js';

/** Entries in this browser that wait for a gate to be opened again. */
export function useLeftWaiting(vault: Vault): number {
  const [waiting, set] = useState(0);
  useEffect(() => {
    void vault.entries().then((all) => set(all.filter((entry) => entry.end === null).length));
  }, [vault]);
  return waiting;
}
