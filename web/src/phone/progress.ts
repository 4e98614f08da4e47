import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { PhoneSnapshot } from '../../../src/contracts/live.js';
import type { LiveView } from '../live-client/index.js';

/** How far the day is, for the one line on the home page. */
export interface Progress {
  /** Present everywhere. */
  people: number;
  /** The commune one is sent to. Null when the event has no site there any more. */
  here: { name: string; people: number; target: number } | null;
  /** The time of the number when nothing was heard for ten seconds. */
  staleSince: string | null;
}

/**
 * What the phone says about an event. Null before anything is known, before the event is live, and when it is not
 * one's own: then there is nothing to say.
 */
export function progressOf(
  view: LiveView<PhoneSnapshot>,
  assignment: Pick<MyAssignment, 'communeId' | 'communeFullName'>,
): Progress | null {
  const { snapshot } = view;
  if (!snapshot || view.status === 'refused') return null;
  if (snapshot.state !== 'live' && snapshot.state !== 'closed') return null;
  const commune = snapshot.communes.find(({ communeId }) => communeId === assignment.communeId);
  return {
    people: snapshot.people,
    here: commune
      ? { name: inSentence(assignment.communeFullName), people: commune.people, target: commune.target }
      : null,
    staleSince: view.status === 'stale' ? view.asOf : null,
  };
}

/** "Xã Hàm Rồng" in the middle of a line: "xã Hàm Rồng". */
const inSentence = (name: string): string => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1);
