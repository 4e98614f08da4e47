import type { Plan } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

export function PlanFigures(props: { plan: Plan }) {
  const words = useBoardTexts().steps.plan;
  const { plan } = props;
  return (
    <dl class="figures">
      <div>
        <dt>{words.placed}</dt>
        <dd class="digits">
          {fmt.number(plan.placed)} / {fmt.number(plan.people)}
        </dd>
      </div>
      <div>
        <dt>{words.unplaced}</dt>
        <dd class="digits">{fmt.number(plan.unplaced)}</dd>
      </div>
      <div class={plan.shortOfMinimum > 0 ? 'bad' : ''}>
        <dt>{words.shortOfMinimum}</dt>
        <dd class="digits">{fmt.number(plan.shortOfMinimum)}</dd>
      </div>
      <div>
        <dt>{words.shortOfTarget}</dt>
        <dd class="digits">{fmt.number(plan.shortOfTarget)}</dd>
      </div>
      {plan.meanKm !== null && (
        <div>
          <dt>{words.meanKm}</dt>
          <dd class="digits">{fmt.decimal(plan.meanKm)}</dd>
        </div>
      )}
    </dl>
  );
}
