import type { MatchingWeights, Plan } from '../../../../src/contracts/assignments.js';
import { useBoardTexts } from '../texts/index.js';
import { MOST } from './weights.js';
import { Questions } from './what-if.js';

/** One weight in kilometres, in plain words, and what doubling it would do to the present plan. */
export function WeightRow(props: {
  name: keyof MatchingWeights;
  value: number;
  onChange: (value: number) => void;
  plan: Plan | null;
}) {
  const words = useBoardTexts().steps.plan.settings;
  const { name, plan } = props;
  const text = words.weights[name];
  return (
    <div class="weight">
      <label>
        <input
          class="input digits"
          type="number"
          inputMode="decimal"
          required
          step="any"
          min={0}
          max={MOST[name]}
          value={Number.isNaN(props.value) ? '' : props.value}
          onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
        />
        <span>
          <strong>km</strong> {text}
        </span>
      </label>
      {plan && (
        <Questions
          plan={plan}
          questions={[
            { words: words.doubled, about: text, asks: { kind: 'weight', weight: name, factor: 2 } },
          ]}
        />
      )}
    </div>
  );
}
