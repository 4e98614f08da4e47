import type { Frozen, RunningCue, Stage, StageTheme } from '../contracts/ceremony.js';
import type { Read } from '../platform/database/statement.js';

interface Row {
  stage_rev: number;
  theme: StageTheme;
  host: string;
  running: RunningCue | null;
  frozen: Frozen | null;
  picture_tag: string | null;
}

/** Before anybody has touched anything. */
export const BARE_STAGE: Stage = { rev: 0, theme: 'hall', host: '', logo: null, cue: null, frozen: null };

/**
 * What the screens of an event show, for who reads the event in one state of the database. A row at revision 0 holds
 * only a list that was written: no screen shows anything of it yet.
 */
export async function stageOf(read: Read, eventId: string): Promise<Stage> {
  const [row] = await read<Row>({
    name: 'stage',
    text: `SELECT c.stage_rev, c.theme, c.host, c.running, c.frozen, l.picture_tag
       FROM ceremonies c LEFT JOIN ceremony_logos l USING (event_id)
       WHERE c.event_id = $1 AND c.stage_rev > 0`,
    values: [eventId],
  });
  if (!row) return BARE_STAGE;
  return {
    rev: row.stage_rev,
    theme: row.theme,
    host: row.host,
    logo: row.picture_tag === null ? null : `/api/events/${eventId}/ceremony/logo?tag=${row.picture_tag}`,
    cue: row.running,
    frozen: row.frozen,
  };
}
