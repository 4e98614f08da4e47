import { useState } from 'preact/hooks';
import type { Plan } from '../../../../src/contracts/assignments.js';
import { fmt, say } from '../../shared/i18n.js';
import { Button, Dialog, Empty, Progress } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { PlanFigures } from '../plan/plan-figures.js';
import { isReadable, isWorking } from '../plan/plan-state.js';
import { ProofLine } from '../plan/proof-line.js';
import { LeftOut } from '../privacy/left-out.js';
import { SettingsDialog } from '../plan/settings-dialog.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { PublishForm } from './publish-form.js';
import { sayDone } from './say-done.js';

/** Make a plan, watch it, look at it, publish it. Its progress comes in the live frames. */
export function PlanDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, board } = useDay();
  const [open, setOpen] = useState<'publish' | 'settings' | null>(null);
  const plan = board.plan;
  const plans = useLoad(
    () => call('GET /events/:eventId/plans', { params: { eventId } }),
    `${plan?.id}:${plan?.state}`,
  );
  const make = () => call('POST /events/:eventId/plans', { params: { eventId }, body: {} });
  const ready = board.totals.registered > 0 && board.target > 0;
  const older = plans.data?.filter((one) => one.id !== plan?.id) ?? [];
  if (open === 'publish' && plan?.state === 'draft') {
    return <PublishForm plan={plan} onClose={() => setOpen(null)} onDone={props.onClose} />;
  }
  if (open === 'settings') {
    return <SettingsDialog plan={plan} onClose={() => setOpen(null)} onMade={() => setOpen(null)} />;
  }
  return (
    <Dialog medium title={t.steps.plan.title} onClose={props.onClose}>
      <div class="form">
        {plan === null && (
          <Empty
            title={t.checklist.planTodo}
            hint={
              ready
                ? t.steps.plan.makeLead(fmt.number(board.totals.registered), fmt.number(board.target))
                : t.steps.plan.needPeople
            }
          >
            <Button look="primary" onClick={make} disabled={!ready}>
              {t.steps.plan.make}
            </Button>
            <Button look="quiet" onClick={() => setOpen('settings')} disabled={!ready}>
              {t.steps.plan.options}
            </Button>
          </Empty>
        )}
        {plan !== null && (
          <CurrentPlan plan={plan} onAgain={() => setOpen('settings')} onPublish={() => setOpen('publish')} />
        )}
        <LeftOut eventId={eventId} />
        {older.length > 0 && (
          <details>
            <summary>
              {t.steps.plan.list} ({fmt.number(older.length)})
            </summary>
            <ul class="pick-list">
              {older.map((one) => (
                <li key={one.id}>
                  <a href={to.plan(eventId, one.id)}>
                    <strong>{t.steps.plan.states[one.state]}</strong>
                    <span class="soft digits">{t.steps.plan.madeAt(fmt.dateTime(one.createdAt))}</span>
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Dialog>
  );
}

function CurrentPlan(props: { plan: Plan; onAgain: () => void; onPublish: () => void }) {
  const t = useBoardTexts();
  const { plan } = props;
  const { eventId } = plan;
  const cancel = async () => {
    await call('POST /events/:eventId/plans/:planId/cancel', { params: { eventId, planId: plan.id } });
    sayDone((words) => words.steps.plan.cancelled);
  };
  const working = isWorking(plan);
  const readable = isReadable(plan);
  return (
    <>
      <p>
        <span class={`state plan ${plan.state}`}>{t.steps.plan.states[plan.state]}</span>{' '}
        <span class="soft digits">{t.steps.plan.madeAt(fmt.dateTime(plan.createdAt))}</span>
      </p>
      {working && <Progress label={t.steps.plan.running} value={plan.progress} />}
      {plan.error && <p class="bad-words">{say(plan.error)}</p>}
      {readable && <ProofLine plan={plan} />}
      {readable && <PlanFigures plan={plan} />}
      <div class="form-foot">
        {working ? (
          <Button onClick={cancel}>{t.steps.plan.cancel}</Button>
        ) : (
          <Button onClick={props.onAgain}>{t.steps.plan.again}</Button>
        )}
        {(readable || plan.state === 'failed') && (
          <a
            class={plan.state === 'draft' ? 'button plain' : 'button primary'}
            href={to.plan(eventId, plan.id)}
          >
            {t.steps.plan.open}
          </a>
        )}
        {plan.state === 'draft' && (
          <Button look="primary" onClick={props.onPublish}>
            {t.steps.plan.publish}
          </Button>
        )}
      </div>
    </>
  );
}
