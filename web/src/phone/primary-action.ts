import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { SavedCheckIn } from './saved-check-in.js';

type Sentence = { vi: string; en: string };

/** The one thing a volunteer can do about an assignment now. */
export type PrimaryAction =
  | { kind: 'answer'; late: boolean }
  | { kind: 'check_in'; refused: Sentence | null }
  | { kind: 'waiting'; savedAt: string }
  | { kind: 'present'; at: string | null }
  | { kind: 'over'; state: OverState };

export type OverState = Exclude<MyAssignment['state'], 'offered' | 'accepted' | 'checked_in'>;

/**
 * Maps the state the server knows, and what this phone has saved about it, to that one thing. The
 * server's word stands above the phone's: a place that was withdrawn is over, whatever was saved.
 */
export function primaryAction(
  assignment: Pick<MyAssignment, 'state' | 'deadlineAt' | 'checkedInAt'>,
  saved: SavedCheckIn | null,
  now: number,
): PrimaryAction {
  switch (assignment.state) {
    case 'offered':
      // The phone's clock may be wrong: a late answer is still sent, the server decides.
      return {
        kind: 'answer',
        late: assignment.deadlineAt !== null && Date.parse(assignment.deadlineAt) < now,
      };
    case 'accepted':
      return accepted(saved);
    case 'checked_in':
      return { kind: 'present', at: assignment.checkedInAt };
    case 'planned':
    case 'completed':
    case 'declined':
    case 'expired':
    case 'withdrawn':
    case 'replaced':
    case 'no_show':
      return { kind: 'over', state: assignment.state };
  }
}

function accepted(saved: SavedCheckIn | null): PrimaryAction {
  if (saved === null) return { kind: 'check_in', refused: null };
  if (saved.outcome === null) return { kind: 'waiting', savedAt: saved.deviceTime };
  if (saved.outcome.kind === 'refused') return { kind: 'check_in', refused: saved.outcome.message };
  return { kind: 'present', at: saved.outcome.at };
}

/** The newest check-in this phone has saved for an assignment. */
export function savedFor(assignmentId: string, all: readonly SavedCheckIn[]): SavedCheckIn | null {
  return all.findLast((one) => one.assignmentId === assignmentId) ?? null;
}

const STANDING: readonly MyAssignment['state'][] = ['offered', 'accepted', 'checked_in'];

/** Next first: standing and not yet ended by their beginning, then what is past, the newest first. */
export function orderAssignments<A extends Pick<MyAssignment, 'state' | 'startsAt' | 'endsAt'>>(
  assignments: readonly A[],
  now: number,
): A[] {
  const isNext = (a: A) => STANDING.includes(a.state) && Date.parse(a.endsAt) > now;
  const begin = (a: A) => Date.parse(a.startsAt);
  return [
    ...assignments.filter(isNext).sort((a, b) => begin(a) - begin(b)),
    ...assignments.filter((a) => !isNext(a)).sort((a, b) => begin(b) - begin(a)),
  ];
}
