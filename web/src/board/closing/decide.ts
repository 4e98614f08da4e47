import type {
  Decided,
  DecidedOutcome,
  Decision,
  KeptGroup,
  KeptScan,
} from '../../../../src/contracts/closing.js';
import { groupBy } from '../../../../src/kernel/group-by.js';
import { call } from '../client.js';

/** The server takes so many in one transaction. */
const AT_ONCE = 500;

export type GivenReason = Exclude<NonNullable<KeptScan['decided']>['reason'], 'undone'>;
export interface Reason {
  /** Null: the usual one of each scan's group. */
  reason: GivenReason | null;
  note: string;
}

/** The reason that nearly always holds, so that one tap is enough. */
export function usualReason(decision: Decision, group: KeptGroup): GivenReason {
  if (decision === 'void_other') return 'wrong_site';
  if (decision === 'count') {
    return group === 'event_closed' || group === 'late_code' ? 'saved_offline' : 'seen_there';
  }
  return group === 'duplicate' || group === 'two_gates' ? 'duplicate' : 'not_there';
}

/** What can be decided of a scan: a scan of nobody can only be left. */
export function possible(scan: Pick<KeptScan, 'group' | 'other'>): Decision[] {
  if (scan.group === 'unreadable') return ['leave'];
  if (scan.group === 'two_gates') return ['void_other', 'count', 'leave'];
  return scan.group === 'duplicate' ? ['leave', 'count'] : ['count', 'leave'];
}

type Result = Decided['results'][number];

/** Decides on any number of scans, telling after each part how many are done. */
export async function decideAll(
  eventId: string,
  scans: readonly Pick<KeptScan, 'id' | 'group'>[],
  decision: Decision,
  why: Reason,
  onProgress: (done: number) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  const reasons = groupBy(scans, (scan) => why.reason ?? usualReason(decision, scan.group));
  for (const [reason, some] of reasons) {
    for (let from = 0; from < some.length; from += AT_ONCE) {
      const part = some.slice(from, from + AT_ONCE);
      const body = {
        conflictIds: part.map((scan) => scan.id),
        decision,
        reason,
        note: why.note.trim() === '' ? null : why.note,
      };
      const answer = await call('POST /events/:eventId/kept-scans/decisions', { params: { eventId }, body });
      results.push(...answer.results);
      onProgress(results.length);
    }
  }
  return results;
}

export async function undoAll(eventId: string, decisionIds: readonly string[]): Promise<void> {
  for (let from = 0; from < decisionIds.length; from += AT_ONCE) {
    const body = { decisionIds: decisionIds.slice(from, from + AT_ONCE) };
    await call('POST /events/:eventId/kept-scans/decisions/undo', { params: { eventId }, body });
  }
}

/** Every scan of a group that waits for a decision, however many pages they fill. */
export async function wholeGroup(eventId: string, group: KeptGroup | null): Promise<KeptScan[]> {
  const scans: KeptScan[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = await call('GET /events/:eventId/kept-scans', {
      params: { eventId },
      query: { group: group ?? undefined, state: 'open', page, pageSize: AT_ONCE },
    });
    scans.push(...items);
    if (items.length === 0 || scans.length >= total) return scans;
  }
}

type Failure = Exclude<DecidedOutcome, 'decided' | 'undone'>;

/** How many went how wrong. */
export function failures(results: readonly Result[]): Map<Failure, number> {
  const counts = new Map<Failure, number>();
  for (const { outcome } of results) {
    if (outcome !== 'decided' && outcome !== 'undone') counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}
