import { useState } from 'preact/hooks';
import type { MyResults } from '../../../../src/contracts/results.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { Button, Dialog } from '../../shared/ui.js';
import type { Sum } from './saved-result.js';
import { resultTexts } from './texts.js';

/** Many at once: a number is typed, and added or taken off. */
export function ManySheet(props: {
  indicator: MyResults[number]['indicators'][number];
  value: Sum;
  onTap: (by: Sum) => Promise<void>;
  onClose: () => void;
}) {
  const t = useTexts(resultTexts);
  const { indicator, value } = props;
  const ofPeople = indicator.counts === 'turns_people';
  const [amount, setAmount] = useState('');
  const [people, setPeople] = useState('');
  const wish = { amount: Number(amount), people: ofPeople ? Number(people) : 0 };
  const whole = [wish.amount, wish.people].every((n) => Number.isInteger(n) && n >= 0 && n <= indicator.most);
  const fits = (sign: 1 | -1) => {
    const next = { amount: value.amount + sign * wish.amount, people: value.people + sign * wish.people };
    return whole && wish.amount > 0 && next.people >= 0 && next.amount >= next.people;
  };
  const go = async (sign: 1 | -1) => {
    await props.onTap({ amount: sign * wish.amount, people: sign * wish.people });
    props.onClose();
  };
  const name = say(indicator.name);
  return (
    <Dialog title={t.manyTitle(name)} onClose={props.onClose}>
      <div class="sheet">
        <label for="many-amount">{t.manyAmount(say(indicator.unit))}</label>
        <input
          id="many-amount"
          class="input"
          type="number"
          inputMode="numeric"
          min={0}
          max={indicator.most}
          value={amount}
          onInput={(event) => setAmount(event.currentTarget.value)}
        />
        {ofPeople && (
          <>
            <label for="many-people">{t.manyPeople}</label>
            <input
              id="many-people"
              class="input"
              type="number"
              inputMode="numeric"
              min={0}
              max={indicator.most}
              value={people}
              onInput={(event) => setPeople(event.currentTarget.value)}
            />
          </>
        )}
        <p class="hint">{t.manyHint(fmt.number(indicator.most))}</p>
        <Button look="primary" disabled={!fits(1)} onClick={() => go(1)}>
          {t.manyAdd}
        </Button>
        <Button disabled={!fits(-1)} onClick={() => go(-1)}>
          {t.manyTakeOff}
        </Button>
      </div>
    </Dialog>
  );
}
