import type { Plan, PlanDetail, Reason } from '../../../../src/contracts/assignments.js';
import { say } from '../../shared/i18n.js';
import { Empty } from '../../shared/ui.js';
import { call } from '../client.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

/** A run without a result: every contradiction by itself, and where it is mended. */
export function FailedPlan({ plan }: { plan: PlanDetail }) {
  const words = useBoardTexts().steps.plan;
  const { eventId } = plan;
  const plans = useLoad(() => call('GET /events/:eventId/plans', { params: { eventId } }), eventId);
  if (plan.state === 'cancelled') {
    return (
      <section class="card">
        <Empty title={words.states.cancelled} hint={words.cancelledHint} />
      </section>
    );
  }
  const reasons = plan.contradictions.length > 0 ? plan.contradictions : plan.error ? [plan.error] : [];
  const draft = plans.data?.find((one) => one.state === 'draft') ?? null;
  return (
    <section class="card contradictions">
      <h2>{words.refusedTitle}</h2>
      <p class="soft">{words.refusedLead}</p>
      <ol>
        {reasons.map((reason, index) => (
          <li key={index}>
            <span>{say(reason)}</span>
            <Mend reason={reason} plan={plan} draft={draft} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Pins are taken away in the draft they were set in; everything else is mended on the day's page. */
function Mend(props: { reason: Reason; plan: Plan; draft: Plan | null }) {
  const words = useBoardTexts().steps.plan;
  const { reason, plan, draft } = props;
  if (reason.code === 'engine_failed') return null;
  return reason.code.startsWith('pin') && draft ? (
    <a href={to.plan(plan.eventId, draft.id)}>{words.refusedDraft}</a>
  ) : (
    <a href={to.day(plan.eventId)}>{words.refusedDay}</a>
  );
}
