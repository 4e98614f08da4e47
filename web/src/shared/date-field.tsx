import type { ComponentChildren } from 'preact';
import { typedDate } from './typed-date.js';
import { Field } from './ui.js';

/** Around an input of a day or a time: a browser writes 03/02 as the computer is set, so it is said again below. */
export function DateField(props: {
  label: string;
  value: string;
  hint?: string | undefined;
  children: ComponentChildren;
}) {
  const said = [typedDate(props.value), props.hint].filter(Boolean).join(' · ');
  return (
    <Field label={props.label} hint={said === '' ? undefined : said}>
      {props.children}
    </Field>
  );
}
