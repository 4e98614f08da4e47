import { useState } from 'preact/hooks';
import type { Plan } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Empty, Field, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { Comparison } from './comparison.js';
import { isReadable } from './plan-state.js';

/** This plan beside another of the same event. */
export function CompareDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const words = useBoardTexts().steps.plan;
  const { eventId } = plan;
  const [chosen, choose] = useState<string | null>(null);
  const plans = useLoad(() => call('GET /events/:eventId/plans', { params: { eventId } }), eventId);
  const others = plans.data?.filter((one) => one.id !== plan.id && isReadable(one)) ?? null;
  const otherId = chosen ?? others?.[0]?.id ?? null;
  // The newest comes first: counted from behind, a number stays with its plan.
  const nameOfPlan = (one: Plan): string => {
    const at = plans.data?.findIndex((other) => other.id === one.id) ?? 0;
    const n = fmt.number((plans.data?.length ?? 0) - at);
    return words.compare.nth(n, words.states[one.state], words.madeAt(fmt.dateTime(one.createdAt)));
  };
  return (
    <Dialog wide title={words.compare.title} onClose={onClose}>
      {plans.error !== null && <LoadFailed error={plans.error} onRetry={plans.reload} />}
      {others === null && plans.error === null && <Loading />}
      {others?.length === 0 && <Empty title={words.compare.none} hint={words.compare.noneHint} />}
      {others !== null && otherId !== null && (
        <div class="form">
          <div class="two">
            <div class="field">
              <span class="field-label">{words.compare.this}</span>
              <span class="compare-this">{nameOfPlan(plan)}</span>
            </div>
            <Field label={words.compare.with}>
              <select value={otherId} onChange={(event) => choose(event.currentTarget.value)}>
                {others.map((one) => (
                  <option key={one.id} value={one.id}>
                    {nameOfPlan(one)}
                  </option>
                ))}
              </select>
            </Field>
          </div>
          <Comparison key={otherId} eventId={eventId} planId={plan.id} otherId={otherId} />
        </div>
      )}
    </Dialog>
  );
}
