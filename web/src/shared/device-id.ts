import { keep, kept } from './kept.js';
import { randomId } from './random-id.js';

const KEY = 'rq.device';

/**
 * This browser's own name in the ledger: with an entry's id it makes a repeated upload the same one. A new one each
 * time where storage is forbidden.
 */
export function deviceId(): string {
  const known = kept(KEY);
  if (known !== null && known.length >= 8 && known.length <= 64) return known;
  const made = randomId();
  keep(KEY, made);
  return made;
}
