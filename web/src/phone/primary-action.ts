import type { MyAssignment } from '../../../src/contracts/assignments.js';
import {
  isAnswer,
  isCheckIn,
  isWay,
  type Saved,
  type SavedAnswer,
  type SavedCheckIn,
} from './saved-check-in.js';

type Sentence = { vi: string; en: string };

/** The one thing a volunteer can do about an assignment now. */
export type PrimaryAction =
  | { kind: 'answer'; late: boolean }
  | { kind: 'answer_waiting'; answer: 'accept' | 'decline'; savedAt: string; next: Next | null }
  | { kind: 'way_waiting'; isOnTheWay: boolean; savedAt: string; next: Next }
  | { kind: 'set_out' }
  | { kind: 'check_in'; refused: Sentence | null; onTheWayAt: string | null }
  | { kind: 'waiting'; savedAt: string }
  | { kind: 'present'; at: string | null }
  | { kind: 'over'; state: OverState };

/** What can be done while that waits. */
type Next = 'set_out' | 'check_in';

export type OverState = Exclude<MyAssignment['state'], 'offered' | 'accepted' | 'checked_in'>;

type Facts = Pick<
  MyAssignment,
  'state' | 'deadlineAt' | 'checkedInAt' | 'onTheWayAt' | 'startsAt' | 'endsAt'
>;

/** From when one may say that one is on the way: a week before it would only stand in the way. */
const SET_OUT_MS = 4 * 3_600_000;

/**
 * Maps the state the server knows, and what this phone has saved about it, to that one thing. The
 * server's word stands above the phone's: a place that was withdrawn is over, whatever was saved.
 */
export function primaryAction(assignment: Facts, saved: SavedCheckIn | null, now: number): PrimaryAction {
  switch (assignment.state) {
    case 'offered':
      // The phone's clock may be wrong: a late answer is still sent, the server decides.
      return {
        kind: 'answer',
        late: assignment.deadlineAt !== null && Date.parse(assignment.deadlineAt) < now,
      };
    case 'accepted':
      return accepted(assignment, saved, now);
    case 'checked_in':
      return { kind: 'present', at: assignment.checkedInAt };
    case 'planned':
    case 'completed':
    case 'declined':
    case 'expired':
    case 'withdrawn':
    case 'replaced':
      return { kind: 'over', state: assignment.state };
    case 'no_show':
      // Given up by the organiser: who comes after all is counted as long as the shift lasts.
      return now < Date.parse(assignment.endsAt)
        ? checkIn(assignment, saved)
        : { kind: 'over', state: assignment.state };
  }
}

type Way = Pick<MyAssignment, 'onTheWayAt' | 'startsAt' | 'endsAt'>;

function accepted(assignment: Way, saved: SavedCheckIn | null, now: number): PrimaryAction {
  const isNear = Date.parse(assignment.startsAt) - SET_OUT_MS < now && now < Date.parse(assignment.endsAt);
  if (saved === null && isNear && assignment.onTheWayAt === null) return { kind: 'set_out' };
  return checkIn(assignment, saved);
}

function checkIn({ onTheWayAt }: Way, saved: SavedCheckIn | null): PrimaryAction {
  if (saved === null) return { kind: 'check_in', refused: null, onTheWayAt };
  if (saved.outcome === null) return { kind: 'waiting', savedAt: saved.deviceTime };
  if (saved.outcome.kind === 'refused')
    return { kind: 'check_in', refused: saved.outcome.message, onTheWayAt };
  return { kind: 'present', at: saved.outcome.at };
}

/** The same with what is said and not yet heard: who has said yes may set out and arrive meanwhile. */
export function withSaid(
  assignment: Facts & Pick<MyAssignment, 'id'>,
  all: readonly Saved[],
  now: number,
): PrimaryAction {
  const { id } = assignment;
  const answer = assignment.state === 'offered' ? unheard(newest(all.filter(isAnswer), id)) : null;
  if (answer?.answer === 'decline') return answerWaiting(answer, null);
  const state = answer ? 'accepted' : assignment.state;
  const action = primaryAction({ ...assignment, state }, savedFor(id, all), now);
  const isBefore = action.kind === 'set_out' || (action.kind === 'check_in' && action.refused === null);
  if (state !== 'accepted' || !isBefore) return action;
  const way = unheard(newest(all.filter(isWay), id));
  if (way) {
    const { isOnTheWay, deviceTime: savedAt } = way;
    return { kind: 'way_waiting', isOnTheWay, savedAt, next: isOnTheWay ? 'check_in' : 'set_out' };
  }
  return answer ? answerWaiting(answer, action.kind) : action;
}

const answerWaiting = ({ answer, deviceTime }: SavedAnswer, next: Next | null): PrimaryAction => ({
  kind: 'answer_waiting',
  answer,
  savedAt: deviceTime,
  next,
});

/** What was refused says nothing any more. */
const unheard = <S extends Saved>(saved: S | null): S | null =>
  saved?.outcome?.kind === 'refused' ? null : saved;

/** The newest check-in this phone has saved for an assignment. */
export const savedFor = (assignmentId: string, all: readonly Saved[]): SavedCheckIn | null =>
  newest(all.filter(isCheckIn), assignmentId);

const newest = <S extends Saved>(all: readonly S[], assignmentId: string): S | null =>
  all.filter((one) => one.assignmentId === assignmentId).pop() ?? null;

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
