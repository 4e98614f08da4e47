import type { PersonStep } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

const STEPS: readonly PersonStep[] = [
  'offered',
  'seen',
  'accepted',
  'on_the_way',
  'present',
  'no_show',
  'gone',
];

/** How many are in each step; pressed, only those are listed. */
export function StepChips(props: {
  steps: Partial<Record<PersonStep, number>>;
  chosen: PersonStep | null;
  onChoose: (step: PersonStep | null) => void;
}) {
  const t = useBoardTexts().people;
  const { steps, chosen } = props;
  const all = STEPS.reduce((sum, step) => sum + (steps[step] ?? 0), 0);
  const chip = (step: PersonStep | null, words: string, count: number) => (
    <button
      key={step ?? ''}
      type="button"
      class={`chip ${step ?? ''}`}
      aria-pressed={chosen === step}
      onClick={() => props.onChoose(chosen === step ? null : step)}
    >
      {words} <b class="digits">{fmt.number(count)}</b>
    </button>
  );
  return (
    <div class="chips" role="group" aria-label={t.filter}>
      {chip(null, t.all, all)}
      {STEPS.filter((step) => (steps[step] ?? 0) > 0 || step === chosen).map((step) =>
        chip(step, t.steps[step], steps[step] ?? 0),
      )}
    </div>
  );
}
