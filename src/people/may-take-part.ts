/** Children of the Law on Children: below this age a guardian decides with them. */
const ADULT_AT = 16;

/** SQL: the last answer of somebody (`self`, `guardian`) to the necessary purpose; null when none was given. */
export const lastAnswer = (p: string, givenBy: 'self' | 'guardian'): string => `
  (SELECT c.given FROM consents c
   WHERE c.person_id = ${p}.id AND c.purpose = 'participation' AND c.given_by = '${givenBy}'
   ORDER BY c.seq DESC LIMIT 1)`;

/** SQL: whether the person `p` is a child on this day. Of whom no birth date is known, nobody can say. */
export const isMinor = (p: string, day: string): string =>
  `coalesce(${p}.birth_date > (${day})::date - interval '${ADULT_AT} years', false)`;

/**
 * SQL: whether the person `p` may be offered a place on this day. Not who is erased, who has taken the
 * own consent back (having never been asked is no refusal: the unit's roll came first), and no child
 * without the guardian's consent. Simulated people are nobody's children.
 */
export const mayTakePart = (p: string, day: string): string => `(${p}.simulated OR (
  ${p}.erased_at IS NULL
  -- Looked up only for the few who ever took anything back.
  AND NOT (EXISTS (SELECT FROM consents t WHERE t.person_id = ${p}.id AND NOT t.given)
           AND coalesce(NOT ${lastAnswer(p, 'self')}, false))
  AND (NOT ${isMinor(p, day)} OR coalesce(${lastAnswer(p, 'guardian')}, false))))`;
