import { useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { Button, Progress } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { to } from '../router.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { CompareDialog } from './compare-dialog.js';
import { PlanFigures } from './plan-figures.js';
import { isReadable, isWorking } from './plan-state.js';
import { ProofLine } from './proof-line.js';
import { SettingsDialog } from './settings-dialog.js';
import { usePlan } from './use-plan.js';

/** Where the plan stands, what is proven of it, its figures, and what to do with it. */
export function PlanHead() {
  const t = useBoardTexts();
  const words = t.steps.plan;
  const { board, eventId } = useDay();
  const may = useMay(...ORGANISERS) && board.event.state !== 'closed';
  const [open, setOpen] = useState<'settings' | 'compare' | null>(null);
  const { plan, publish } = usePlan();
  const working = isWorking(plan);
  const newest = board.plan;
  const newer =
    newest && newest.createdAt > plan.createdAt && (isReadable(newest) || isWorking(newest)) ? newest : null;
  const cancel = () =>
    call('POST /events/:eventId/plans/:planId/cancel', { params: { eventId, planId: plan.id } });
  const close = () => setOpen(null);
  return (
    <section class="card plan-head">
      <div>
        <h2>
          {board.event.title} <span class={`state plan ${plan.state}`}>{words.states[plan.state]}</span>{' '}
          <span class="soft digits">{words.madeAt(fmt.dateTime(plan.createdAt))}</span>
        </h2>
        <ProofLine plan={plan} />
        {newer && (
          <p class="warn-words">
            ▲ {words.newer} <a href={to.plan(eventId, newer.id)}>{words.openNewer}</a>
          </p>
        )}
      </div>
      <div class="form-foot">
        {isReadable(plan) && <Button onClick={() => setOpen('compare')}>{words.compare.open}</Button>}
        {may && working && <Button onClick={cancel}>{words.cancel}</Button>}
        {may && !working && (
          <Button look={isReadable(plan) ? 'plain' : 'primary'} onClick={() => setOpen('settings')}>
            {words.again}
          </Button>
        )}
        {may && plan.state === 'draft' && (
          <Button look="primary" onClick={() => publish(null)}>
            {words.publish}
          </Button>
        )}
      </div>
      {working && <Progress label={words.running} value={plan.progress} />}
      {isReadable(plan) && <PlanFigures plan={plan} />}
      {open === 'settings' && (
        <SettingsDialog
          plan={plan}
          onClose={close}
          onMade={(made) => (location.hash = to.plan(eventId, made.id))}
        />
      )}
      {open === 'compare' && <CompareDialog plan={plan} onClose={close} />}
    </section>
  );
}
