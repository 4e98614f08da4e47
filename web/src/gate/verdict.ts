import { type Tone, TONES } from './judge/judge.js';
import type { SavedEntry } from './outbox/saved-entry.js';
import type { Shown } from './use-taking.js';

/** counted, duplicate, refused: the server's word, or the gate's own of what it does not send; saved: on its way. */
export type Title = 'counted' | 'duplicate' | 'refused' | 'saved';

export interface Verdict {
  tone: Tone;
  title: Title;
  /** Whether the server has not spoken yet. */
  waits: boolean;
}

/** The colour again, for who does not see it. */
export const MARKS: Record<Tone, string> = { good: '✓', warn: '▲', bad: '✕' };

const END_TONES = { counted: 'good', duplicate: 'warn', refused: 'bad' } as const;

/** What is shown in colour: the server's answer once it is there, until then the gate's own. */
export function verdictOf(said: Pick<Shown, 'says'>, entry: SavedEntry | undefined): Verdict {
  if (entry?.end) return { tone: END_TONES[entry.end.kind], title: entry.end.kind, waits: false };
  const tone = TONES[said.says];
  const waits = entry !== undefined;
  if (tone === 'bad') return { tone, title: 'refused', waits };
  if (said.says === 'present' || said.says === 'saved_here') return { tone, title: 'duplicate', waits };
  return { tone, title: 'saved', waits };
}
