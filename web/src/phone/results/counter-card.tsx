import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { MyResults } from '../../../../src/contracts/results.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { ManySheet } from './many-sheet.js';
import type { Sum } from './saved-result.js';
import { resultTexts } from './texts.js';

type Indicator = MyResults[number]['indicators'][number];

const ONE: Sum = { amount: 1, people: 0 };
const ONE_PERSON: Sum = { amount: 1, people: 1 };
const negative = ({ amount, people }: Sum): Sum => ({ amount: -amount, people: -people });

/** One indicator: what stands, and large buttons to count on. */
export function CounterCard(props: {
  indicator: Indicator;
  value: Sum;
  waits: boolean;
  onTap: (by: Sum) => Promise<void>;
  /** Where pictures are asked for. */
  photo?: ComponentChildren;
}) {
  const t = useTexts(resultTexts);
  const { indicator, value } = props;
  const [many, setMany] = useState(false);
  /** Taps of this visit, so that − undoes the last one as it was. */
  const taps = useRef<Sum[]>([]);
  const ofPeople = indicator.counts === 'turns_people';
  const name = say(indicator.name);
  const add = (by: Sum) => {
    taps.current.push(by);
    void props.onTap(by);
  };
  const takeOff = () => {
    const usual = ofPeople && value.people >= value.amount ? ONE_PERSON : ONE;
    const last = taps.current.pop() ?? usual;
    // Never below nothing, and never more people than turns.
    const people = value.people - last.people > value.amount - 1 ? 1 : Math.min(last.people, value.people);
    void props.onTap(negative({ amount: 1, people }));
  };
  return (
    <article class="counter" data-testid={`counter-${indicator.id}`}>
      <header>
        <h2>{name}</h2>
        <button type="button" class="counter-many" onClick={() => setMany(true)}>
          {t.many}
        </button>
      </header>
      <div class="counter-row">
        <button
          type="button"
          class="counter-button"
          aria-label={t.takeOff(name)}
          disabled={value.amount <= 0}
          onClick={takeOff}
        >
          −
        </button>
        <p class={props.waits ? 'counter-value waits' : 'counter-value'} aria-live="polite">
          <strong class="digits">{fmt.number(value.amount)}</strong>
          <span>
            {say(indicator.unit)}
            {ofPeople && ` · ${t.people(fmt.number(value.people))}`}
          </span>
        </p>
        {!ofPeople && (
          <button type="button" class="counter-button add" aria-label={t.add(name)} onClick={() => add(ONE)}>
            +
          </button>
        )}
      </div>
      {ofPeople && (
        <div class="counter-row">
          <button type="button" class="counter-button add wide" onClick={() => add(ONE_PERSON)}>
            {t.newPerson}
          </button>
          <button
            type="button"
            class="counter-button wide"
            disabled={value.amount === 0}
            onClick={() => add(ONE)}
          >
            {t.sameTurn}
          </button>
        </div>
      )}
      {props.photo}
      {many && (
        <ManySheet indicator={indicator} value={value} onTap={props.onTap} onClose={() => setMany(false)} />
      )}
    </article>
  );
}
