import { useEffect } from 'preact/hooks';
import { fmt, say } from '../shared/i18n.js';
import type { Tone } from './judge/judge.js';
import { type NameOf, nameOfEntry } from './name-of.js';
import type { SavedEntry } from './outbox/saved-entry.js';
import { sound } from './sound.js';
import { useGateTexts } from './texts.js';
import type { Shown } from './use-taking.js';
import { MARKS, verdictOf } from './verdict.js';

const SHOWN_MS: Record<Tone, number> = { good: 2_000, warn: 4_000, bad: 6_000 };
/** The answer to the last scan over the whole screen; the camera goes on behind it, and the next takes its place. */
export function VerdictScreen(props: {
  shown: Shown | null;
  entries: readonly SavedEntry[];
  nameOf: NameOf;
  onHide: () => void;
}) {
  const t = useGateTexts();
  const { shown, onHide } = props;
  const entry = props.entries.find((one) => one.id === shown?.entryId);
  const verdict = shown && verdictOf(shown, entry);
  const key = shown && verdict ? `${shown.at} ${verdict.tone}` : null;
  useEffect(() => {
    if (!verdict) return undefined;
    sound(verdict.tone);
    const timer = setTimeout(onHide, SHOWN_MS[verdict.tone]);
    return () => clearTimeout(timer);
  }, [key]);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onHide();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
  const name = shown && ((entry && nameOfEntry(entry, props.nameOf)) ?? props.nameOf(shown.personId));
  return (
    <div role="alert" data-testid="verdict" {...(verdict ? { 'data-title': verdict.title } : {})}>
      {shown && verdict && (
        <div class={`verdict ${verdict.tone}`} onClick={onHide}>
          <span class="verdict-mark" aria-hidden="true">
            {MARKS[verdict.tone]}
          </span>
          <strong class="verdict-title">
            {t.verdict[verdict.title]}
            {verdict.waits && <span aria-hidden="true"> ↑</span>}
          </strong>
          {name !== null && <span class="verdict-name">{name}</span>}
          <span class="verdict-words">
            {entry?.end ? say(entry.end.message) : t.verdict.says[shown.says]}
            {shown.since !== null && !entry?.end && ` ${t.verdict.at(fmt.time(shown.since))}`}
          </span>
          <button type="button" class="verdict-close">
            {t.verdict.close}
          </button>
        </div>
      )}
    </div>
  );
}
