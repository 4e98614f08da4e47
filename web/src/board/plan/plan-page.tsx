import { useState } from 'preact/hooks';
import { Button, Empty, Loading, Progress } from '../../shared/ui.js';
import { fmt, say } from '../../shared/i18n.js';
import { call } from '../client.js';
import { type Day, DayContext, useBoard, useDayValue } from '../day/use-day.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { ORGANISERS, useMay } from '../session.js';
import { PublishForm } from '../steps/publish-form.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { GapList } from './gap-list.js';
import { PlanFigures } from './plan-figures.js';
import { Proposals } from './proposals.js';

/** One plan: what it does, where it falls short and why, and everyone's place. */
export function PlanPage(props: { eventId: string; planId: string }) {
  const t = useBoardTexts();
  const view = useBoard(props.eventId);
  const day = useDayValue(props.eventId, view.snapshot);
  return (
    <PageShell wide title={t.steps.plan.title} back={to.day(props.eventId)}>
      {day ? (
        <DayContext.Provider value={day}>
          <PlanBody day={day} planId={props.planId} />
        </DayContext.Provider>
      ) : view.error ? (
        <Empty title={t.day.refused} hint={say(view.error.message)} />
      ) : (
        <Loading />
      )}
    </PageShell>
  );
}

function PlanBody(props: { day: Day; planId: string }) {
  const t = useBoardTexts();
  const may = useMay(...ORGANISERS);
  const { board, eventId } = props.day;
  const live = board.plan?.id === props.planId ? board.plan : null;
  const [moves, setMoves] = useState(0);
  const [shiftId, setShift] = useState<string | null>(null);
  const [publishing, setPublishing] = useState(false);
  const detail = useLoad(
    () => call('GET /events/:eventId/plans/:planId', { params: { eventId, planId: props.planId } }),
    `${props.planId} ${live?.state} ${moves}`,
  );
  const [known, setKnown] = useState(detail.data);
  if (detail.data !== null && detail.data !== known) setKnown(detail.data);
  if (!known) {
    return detail.error === null ? <Loading /> : <LoadFailed error={detail.error} onRetry={detail.reload} />;
  }
  const plan = { ...known, ...(live ? { state: live.state, progress: live.progress } : {}) };
  const again = async () => {
    const next = await call('POST /events/:eventId/plans', { params: { eventId } });
    location.hash = to.plan(eventId, next.id);
  };
  const cancel = () =>
    call('POST /events/:eventId/plans/:planId/cancel', { params: { eventId, planId: plan.id } });
  const working = plan.state === 'pending' || plan.state === 'running';
  return (
    <>
      <section class="card plan-head">
        <div>
          <h2>{board.event.title}</h2>
          <p>
            <span class={`state ${plan.state}`}>{t.steps.plan.states[plan.state]}</span>{' '}
            <span class="soft digits">{t.steps.plan.madeAt(fmt.dateTime(plan.createdAt))}</span>
          </p>
        </div>
        {!working && <PlanFigures plan={plan} />}
        {may && (
          <div class="form-foot">
            {working ? (
              <Button onClick={cancel}>{t.steps.plan.cancel}</Button>
            ) : (
              <Button onClick={again}>{t.steps.plan.again}</Button>
            )}
            {plan.state === 'draft' && (
              <Button look="primary" onClick={() => setPublishing(true)}>
                {t.steps.plan.publish}
              </Button>
            )}
          </div>
        )}
        {working && <Progress label={t.steps.plan.running} value={plan.progress} />}
        {plan.error && <p class="bad-words">{say(plan.error)}</p>}
      </section>
      {!working && (
        <div class="plan-grid">
          <GapList gaps={known.gaps} selected={shiftId} onSelect={setShift} />
          <Proposals
            plan={plan}
            shiftId={shiftId}
            version={moves}
            onClear={() => setShift(null)}
            onMoved={() => setMoves(moves + 1)}
          />
        </div>
      )}
      {publishing && (
        <PublishForm
          plan={plan}
          onClose={() => setPublishing(false)}
          onDone={() => (location.hash = to.day(eventId))}
        />
      )}
    </>
  );
}
