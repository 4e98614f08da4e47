import { useState } from 'preact/hooks';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { byName } from '../../shared/i18n.js';
import { type Communes, nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';

/** As many as can be read at a glance. */
const OFFERED = 6;

/** Chooses communes by typing a part of the name, with diacritics or without. */
export function CommunePicker(props: {
  label: string;
  value: string[];
  most: number;
  /** Those that cannot be chosen here. */
  without: string[];
  communes: Communes;
  /** What it means to choose none. */
  none?: string;
  hint?: string;
  onChange: (value: string[]) => void;
}) {
  const words = useBoardTexts().steps.plan.terms;
  const [query, setQuery] = useState('');
  const { value, without, communes, onChange } = props;
  const wanted = fold(query);
  const found =
    wanted === ''
      ? []
      : [...communes.values()]
          .filter((one) => !value.includes(one.id) && !without.includes(one.id))
          .filter((one) => fold(one.fullName).includes(wanted))
          .sort((a, b) => byName(a.name, b.name))
          .slice(0, OFFERED);
  const add = (id: string) => {
    onChange([...value, id]);
    setQuery('');
  };
  return (
    <fieldset class="choices">
      <legend>{props.label}</legend>
      <ul class="chips">
        {value.map((id) => (
          <li key={id} class="tag">
            {nameOf(communes, id)}
            <button
              type="button"
              class="icon-button"
              aria-label={words.remove(nameOf(communes, id))}
              onClick={() => onChange(value.filter((one) => one !== id))}
            >
              ×
            </button>
          </li>
        ))}
        {value.length === 0 && <li class="soft">{props.none ?? words.noneYet}</li>}
      </ul>
      {props.hint !== undefined && <span class="field-hint">{props.hint}</span>}
      {value.length < props.most && (
        <input
          class="input"
          type="search"
          placeholder={words.add}
          aria-label={`${props.label}: ${words.add}`}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault(); // Enter adds the first, it does not send the form
            if (found[0]) add(found[0].id);
          }}
        />
      )}
      {found.length > 0 && (
        <ul class="offered">
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" class="link" onClick={() => add(one.id)}>
                {one.fullName}
              </button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
