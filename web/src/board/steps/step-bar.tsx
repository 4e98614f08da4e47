import type { ComponentChildren } from 'preact';
import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { EventState } from '../../../../src/contracts/events.js';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import { fmt, useLang } from '../../shared/i18n.js';
import { FigureButton } from '../behind/figure-button.js';
import { useDay } from '../day/use-day.js';
import { Menu, type MenuItem } from '../menu.js';
import { to } from '../router.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { checklist } from './checklist.js';
import { ChecklistDialog } from './checklist-dialog.js';
import { DemandDialog } from './demand-dialog.js';
import { ExportDialog } from './export-dialog.js';
import { GatesDialog } from './gates-dialog.js';
import { MoveDialog } from './move-dialog.js';
import { PeopleDialog } from './people-dialog.js';
import { PlanDialog } from './plan-dialog.js';
import { RehearsalDialog } from './rehearsal-dialog.js';
import { StateDialog } from './state-dialog.js';

export type StepName =
  'people' | 'demand' | 'plan' | 'state' | 'move' | 'gates' | 'exports' | 'rehearsal' | 'checklist';

const DIALOGS: Record<
  StepName,
  (props: { onClose: () => void; onStep: (step: StepName) => void }) => ComponentChildren
> = {
  people: PeopleDialog,
  demand: DemandDialog,
  plan: PlanDialog,
  state: StateDialog,
  move: MoveDialog,
  gates: GatesDialog,
  exports: ExportDialog,
  rehearsal: RehearsalDialog,
  checklist: ChecklistDialog,
};

/** The steps to the day, in order, each with where it stands; then the tools, the seldom ones folded. */
export function StepBar() {
  const t = useBoardTexts();
  const may = useMay(...ORGANISERS);
  const day = useDay();
  const [open, setOpen] = useState<StepName | null>(null);
  const { totals, plan, event, sites, target } = day.board;
  const prepares = event.state === 'draft' || event.state === 'open';
  const missing = may && prepares ? checklist(day, t).filter((line) => !line.done).length : null;
  const Dialog = open === null ? null : DIALOGS[open];
  return (
    <nav class="step-bar" aria-label={t.steps.bar.tools}>
      {may && (
        <Steps
          registered={totals.registered}
          offered={totals.offered}
          accepted={totals.accepted}
          sites={sites.length}
          target={target}
          plan={plan}
          state={event.state}
          onOpen={setOpen}
        />
      )}
      <Tools eventId={day.eventId} state={event.state} missing={missing} onOpen={setOpen} />
      {Dialog && <Dialog key={open} onClose={() => setOpen(null)} onStep={setOpen} />}
    </nav>
  );
}

/** Drawn again only when one of its own numbers changes, which most frames leave as they were. */
const Steps = memo(function Steps(props: {
  registered: number;
  offered: number;
  accepted: number;
  sites: number;
  target: number;
  plan: BoardSnapshot['plan'];
  state: EventState;
  onOpen: (step: StepName) => void;
}) {
  useLang();
  const t = useBoardTexts();
  const bar = t.steps.bar;
  const { registered, offered, accepted, sites, target, plan, state } = props;
  const offers = (
    <>
      <FigureButton value={accepted} of={{ metric: 'accepted' }} /> /{' '}
      <FigureButton value={offered} of={{ metric: 'offered' }} /> {bar.acceptedWord}
    </>
  );
  const steps: { name: StepName; title: string; note: ComponentChildren; done: boolean }[] = [
    {
      name: 'people',
      title: bar.people,
      note: (
        <>
          <FigureButton value={registered} of={{ metric: 'registered' }} /> {bar.peopleWord}
        </>
      ),
      done: registered > 0,
    },
    {
      name: 'demand',
      title: bar.demand,
      note: bar.demandOf(fmt.number(sites), fmt.number(target)),
      done: target > 0,
    },
    {
      name: 'plan',
      title: bar.plan,
      note: plan === null ? bar.planNone : t.steps.plan.states[plan.state],
      done: plan?.state === 'draft' || plan?.state === 'published',
    },
    {
      name: 'plan',
      title: bar.offers,
      note: offered === 0 ? bar.offersNone : offers,
      done: offered > 0,
    },
    {
      name: 'state',
      title: bar.state,
      note: t.events.states[state],
      done: state === 'live' || state === 'closed',
    },
  ];
  return (
    <ol>
      {steps.map((step, index) => (
        <li key={step.title} class={step.done ? 'step done' : 'step'}>
          <span class="step-number" aria-hidden="true">
            {step.done ? '✓' : index + 1}
          </span>
          <span class="step-words">
            <button type="button" class="step-open" onClick={() => props.onOpen(step.name)}>
              {step.title}
            </button>
            <span class="soft digits">{step.note}</span>
          </span>
          {step.title === bar.plan && plan?.state === 'running' && (
            <progress max={1} value={plan.progress} aria-label={t.steps.plan.running} />
          )}
        </li>
      ))}
    </ol>
  );
});

const Tools = memo(function Tools(props: {
  eventId: string;
  state: EventState;
  /** How much the day still lacks; null when it is not for this reader, or no longer the time. */
  missing: number | null;
  onOpen: (step: StepName) => void;
}) {
  useLang();
  const t = useBoardTexts();
  const may = useMay(...ORGANISERS);
  const mayExport = useMay(...ORGANISERS, 'auditor');
  const { eventId, state, missing, onOpen } = props;
  const begun = state === 'live' || state === 'closed';
  const seldom: ('gates' | 'move' | 'rehearsal')[] =
    state === 'closed' ? ['rehearsal'] : ['gates', 'move', 'rehearsal'];
  const more: MenuItem[] = [
    ...(begun ? [{ text: t.behind.replay.tool, href: to.replay(eventId) }] : []),
    ...(may ? seldom.map((tool) => ({ text: t.steps.bar[tool], run: () => onOpen(tool) })) : []),
  ];
  return (
    <div class="tools">
      {missing !== null && (
        <button
          type="button"
          class={missing === 0 ? 'tool good' : 'tool warn'}
          title={t.checklist.title}
          onClick={() => onOpen('checklist')}
        >
          {missing === 0 ? `✓ ${t.day.nothingMissing}` : `${t.day.missing}: ${missing}`}
        </button>
      )}
      {mayExport && begun && (
        <a class="tool" href={to.closing(eventId)}>
          {t.closing.title}
        </a>
      )}
      {mayExport && (
        <a class="tool" href={to.devices(eventId)}>
          {t.access.tool}
        </a>
      )}
      {may && (
        <a class="tool" href={to.screens(eventId)}>
          {t.screens.tool}
        </a>
      )}
      <a class="tool" href={to.results(eventId)}>
        {t.results.tool}
      </a>
      <a class="tool" href={to.numbers(eventId)}>
        {t.behind.numbers.tool}
      </a>
      {mayExport && (
        <button type="button" class="tool" onClick={() => onOpen('exports')}>
          {t.steps.bar.exports}
        </button>
      )}
      {more.length > 0 && (
        <Menu look="tool" items={more}>
          {t.steps.bar.more} <span aria-hidden="true">▾</span>
        </Menu>
      )}
    </div>
  );
});
