import { useState } from 'preact/hooks';
import type { PlanDetail } from '../../../../src/contracts/assignments.js';
import { say } from '../../shared/i18n.js';
import { Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { type Day, DayContext, useBoard, useDayValue } from '../day/use-day.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { usePresence } from '../presence/use-presence.js';
import { to } from '../router.js';
import { PublishForm } from '../steps/publish-form.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { FailedPlan } from './failed-plan.js';
import { MovePeople } from './move-people.js';
import { PlanCommunes } from './plan-communes.js';
import { PlanHead } from './plan-head.js';
import { PlanMap } from './plan-map.js';
import { PlanSide } from './plan-side.js';
import { isReadable, isWorking } from './plan-state.js';
import { PlanContext } from './use-plan.js';
import { usePlanView } from './use-plan-view.js';

/** One plan: what it does, where it falls short and why, what it changes, and everyone's place. */
export function PlanPage(props: { eventId: string; planId: string }) {
  const t = useBoardTexts();
  const view = useBoard(props.eventId);
  usePresence(props.eventId, 'plan', null);
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
  const { board, eventId } = props.day;
  const live = board.plan?.id === props.planId ? board.plan : null;
  const [version, setVersion] = useState(0);
  const detail = useLoad(
    () => call('GET /events/:eventId/plans/:planId', { params: { eventId, planId: props.planId } }),
    `${props.planId} ${live?.state} ${live?.placed} ${live?.shortOfTarget} ${version}`,
  );
  const known = useKept(detail.data);
  if (!known) {
    return detail.error === null ? <Loading /> : <LoadFailed error={detail.error} onRetry={detail.reload} />;
  }
  // The live frames say how far a run is; what it has found comes with the plan itself.
  const plan = live && isWorking(live) ? { ...known, state: live.state, progress: live.progress } : known;
  return <PlanParts plan={plan} version={version} onChanged={() => setVersion((old) => old + 1)} />;
}

function PlanParts(props: { plan: PlanDetail; version: number; onChanged: () => void }) {
  const { plan, version, onChanged } = props;
  const { view, asked, publishing, close } = usePlanView(plan, version, onChanged);
  const communeIds = publishing?.communeIds ?? null;
  const [published, setPublished] = useState(0);
  const done = () => {
    if (communeIds === null) location.hash = to.day(plan.eventId);
    else onChanged();
    setPublished(published + 1);
    close();
  };
  return (
    <PlanContext.Provider value={view}>
      <PlanHead />
      {isReadable(plan) && (
        <div class="plan-grid">
          <PlanMap />
          {/* What was chosen to be published is chosen no more once it is. */}
          <PlanCommunes key={published} />
          <PlanSide />
        </div>
      )}
      {!isReadable(plan) && !isWorking(plan) && <FailedPlan plan={plan} />}
      {asked && <MovePeople asked={asked} onClose={close} />}
      {publishing && (
        <PublishForm
          plan={plan}
          communes={communeIds && plan.communes.filter((row) => communeIds.includes(row.communeId))}
          onClose={close}
          onDone={done}
        />
      )}
    </PlanContext.Provider>
  );
}
