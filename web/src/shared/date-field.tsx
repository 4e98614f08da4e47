import { typedDate } from './typed-date.js';
import { Field } from './ui.js';

/** An input of a day or a time. A browser writes 03/02 as the computer is set, so it is said again below. */
export function DateField(props: {
  label: string;
  type: 'date' | 'datetime-local';
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  required?: boolean;
  min?: string | undefined;
  max?: string | undefined;
}) {
  const { type, value, required, min, max } = props;
  const said = [typedDate(value), props.hint].filter(Boolean).join(' · ');
  return (
    <Field label={props.label} hint={said === '' ? undefined : said}>
      <input
        type={type}
        required={required ?? false}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
        value={value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Field>
  );
}
