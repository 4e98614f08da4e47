import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';

/** Six digits of the app or, on request, a recovery code. */
export function CodeField(props: { value: string; onInput: (code: string) => void; appOnly?: boolean }) {
  const t = useBoardTexts().account;
  const [recovery, setRecovery] = useState(false);
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => ref.current?.focus(), [recovery]);
  return (
    <div class="code-field">
      <Field label={recovery ? t.recovery : t.code} hint={recovery ? t.recoveryLead : undefined}>
        <input
          ref={ref}
          key={recovery ? 'recovery' : 'app'}
          class="digits code-input"
          name="code"
          autofocus
          required
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          inputMode={recovery ? 'text' : 'numeric'}
          pattern={recovery ? undefined : '[0-9 ]{6,7}'}
          maxLength={recovery ? 40 : 7}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </Field>
      {props.appOnly !== true && (
        <button
          type="button"
          class="link"
          onClick={() => {
            props.onInput('');
            setRecovery(!recovery);
          }}
        >
          {recovery ? t.useApp : t.useRecovery}
        </button>
      )}
    </div>
  );
}
