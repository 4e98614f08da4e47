import { DateField } from '../shared/date-field.js';
import { useBoardTexts } from './texts/index.js';

/** When something begins and ends, beside each other; times as inputs write them, in Việt Nam's. */
export function FromToFields(props: {
  from: string;
  to: string;
  onFrom: (from: string) => void;
  onTo: (to: string) => void;
}) {
  const t = useBoardTexts().events;
  const { from, to, onFrom, onTo } = props;
  return (
    <div class="two">
      <DateField
        label={t.startsAt}
        value={from}
        hint={t.vietnamTime}
        type="datetime-local"
        required
        onInput={onFrom}
      />
      <DateField
        label={t.endsAt}
        value={to}
        hint={t.vietnamTime}
        type="datetime-local"
        required
        min={from}
        onInput={onTo}
      />
    </div>
  );
}
