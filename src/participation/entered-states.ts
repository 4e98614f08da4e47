/**
 * SQL: every state that the assignments of the event $1 entered, as rows of {assignment_id, org_unit_id,
 * state, at, rev, seq}; of two at one moment the later has the higher rev, then seq. Coming is taken
 * from the ledger. A check-in that was counted although the place had fallen does not raise it again.
 * @param until the parameter with the time after which nothing is looked at; null: until now
 */
export const enteredStates = (until: string | null): string => `
  SELECT g.assignment_id, g.org_unit_id, g.state, g.at, g.rev, g.seq
  FROM assignment_steps g WHERE g.event_id = $1${until === null ? '' : ` AND g.at <= ${until}::timestamptz`}
  UNION ALL
  SELECT c.assignment_id, c.org_unit_id, 'checked_in', c.recorded_at, c.rev, 0
  FROM check_ins c CROSS JOIN LATERAL (
    SELECT g.state FROM assignment_steps g
    WHERE g.assignment_id = c.assignment_id AND (g.at, g.rev) <= (c.recorded_at, c.rev)
    ORDER BY g.at DESC, g.rev DESC, g.seq DESC LIMIT 1
  ) AS was
  WHERE c.event_id = $1 AND c.assignment_id IS NOT NULL${until === null ? '' : ` AND c.recorded_at <= ${until}::timestamptz`}
    AND was.state NOT IN ('declined', 'expired', 'withdrawn', 'replaced')`;
