import { randomId } from './random-id.js';

const KEY = 'rq.device';

/** This browser's own name in the ledger; a new one for each page where storage is forbidden. */
export function deviceId(): string {
  try {
    const known = localStorage.getItem(KEY);
    if (known !== null && known.length >= 8 && known.length <= 64) return known;
    const made = randomId();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return randomId();
  }
}
