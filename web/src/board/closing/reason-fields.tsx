import type { ComponentChildren } from 'preact';
import { useBoardTexts } from '../texts/index.js';
import type { GivenReason } from './decide.js';

const REASONS: GivenReason[] = [
  'seen_there',
  'saved_offline',
  'wrong_site',
  'wrong_person',
  'not_there',
  'duplicate',
  'trial',
  'other',
];

/** Chooses one of the reasons; the empty choice, where there is one, stands first. */
export function ReasonSelect(props: {
  value: GivenReason | null;
  onChange: (reason: GivenReason | null) => void;
  children?: ComponentChildren;
}) {
  const words = useBoardTexts().closing;
  return (
    <select
      class="input"
      value={props.value ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        props.onChange(REASONS.find((one) => one === value) ?? null);
      }}
    >
      {props.children}
      {REASONS.map((one) => (
        <option key={one} value={one}>
          {words.reasons[one]}
        </option>
      ))}
    </select>
  );
}

/** Free words: the reason "other" needs them. */
export function NoteInput(props: { value: string; onInput: (note: string) => void; required?: boolean }) {
  const words = useBoardTexts().closing;
  return (
    <input
      class="input decision-note"
      maxLength={300}
      required={props.required}
      placeholder={words.note}
      aria-label={words.note}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}
