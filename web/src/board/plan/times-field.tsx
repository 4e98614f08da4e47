import type { RegistrationTerms } from '../../../../src/contracts/events.js';
import { DateField } from '../../shared/date-field.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';

type Times = RegistrationTerms['available'];
const MOST = 20;

/** At any time, or only within some windows, on the clock of Việt Nam. */
export function TimesField({ value, onChange }: { value: Times; onChange: (value: Times) => void }) {
  const words = useBoardTexts().steps.plan.terms;
  const { event } = useDay().board;
  const whole = { startsAt: event.startsAt, endsAt: event.endsAt };
  const windows = value ?? [];
  const set = (index: number, part: 'startsAt' | 'endsAt', input: string) => {
    if (input === '') return; // half typed: the browser says so
    const next = { [part]: fmt.fromInput(input) };
    onChange(windows.map((one, at) => (at === index ? { ...one, ...next } : one)));
  };
  return (
    <fieldset class="choices">
      <legend>{words.available}</legend>
      <label>
        <input type="radio" name="times" checked={value === null} onChange={() => onChange(null)} />
        {words.always}
      </label>
      <label>
        <input type="radio" name="times" checked={value !== null} onChange={() => onChange([whole])} />
        {words.only}
      </label>
      {windows.map((one, index) => (
        <div key={index} class="time-window">
          {(['startsAt', 'endsAt'] as const).map((part) => (
            <DateField
              key={part}
              label={part === 'startsAt' ? words.from : words.until}
              type="datetime-local"
              required
              min={part === 'endsAt' ? fmt.toInput(one.startsAt) : undefined}
              value={fmt.toInput(one[part])}
              onInput={(input) => set(index, part, input)}
            />
          ))}
          <button
            type="button"
            class="icon-button"
            aria-label={words.removeTime}
            title={words.removeTime}
            disabled={windows.length === 1}
            onClick={() => onChange(windows.filter((_one, at) => at !== index))}
          >
            ×
          </button>
        </div>
      ))}
      {value !== null && windows.length < MOST && (
        <div>
          <Button look="quiet" onClick={() => onChange([...windows, whole])}>
            + {words.addTime}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
