import type { LiveView } from '../live-client/index.js';

/** How far the number on the wall can be believed: now, amber with its time, or a red square. */
export type Trust = 'live' | 'stale' | 'gone';

/** A blink of the network is not worth a red square in front of a hall. */
export const GRACE_MS = 2_000;

/**
 * `status` is what was heard (nothing for 10 s is stale, even on a link that looks open);
 * `lostAt` is when the link itself broke, null while it stands.
 */
export function trustOf(status: LiveView<unknown>['status'], lostAt: number | null, now: number): Trust {
  if (status === 'refused') return 'gone';
  if (lostAt !== null && now - lostAt >= GRACE_MS) return 'gone';
  return status === 'live' ? 'live' : 'stale';
}
