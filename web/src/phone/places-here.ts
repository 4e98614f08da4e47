import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { primaryAction, savedFor } from './primary-action.js';
import type { Saved } from './saved-check-in.js';

export interface PlacesHere {
  /** Where this person is, or was until a day ago, by the server or by a check-in this phone has saved. */
  places: MyAssignment[];
  /** Of these, those the server knows of: what is reported there counts. */
  present: string[];
  /** Accepted and still to come. */
  coming: boolean;
}

const DAY_MS = 86_400_000;

/** Where results may be reported. */
export function placesHere(
  assignments: readonly MyAssignment[],
  saved: readonly Saved[],
  now: number,
): PlacesHere {
  const lately = assignments.filter((one) => Date.parse(one.endsAt) + DAY_MS > now);
  const kindOf = (one: MyAssignment) =>
    one.state === 'completed' ? 'present' : primaryAction(one, savedFor(one.id, saved), now).kind;
  const places = lately.filter((one) => ['present', 'waiting'].includes(kindOf(one)));
  return {
    places,
    present: places.filter((one) => kindOf(one) === 'present').map((one) => one.id),
    coming: lately.some((one) => one.state === 'accepted'),
  };
}
