import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { fmt } from '../../shared/i18n.js';
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
  const mayExport = useMay(...ORGANISERS, 'auditor');
  const day = useDay();
  const [open, setOpen] = useState<StepName | null>(null);
  const { board } = day;
  const { totals, plan, event } = board;
  const bar = t.steps.bar;
  const missing = checklist(day, t).filter((line) => !line.done).length;
  const Dialog = open === null ? null : DIALOGS[open];

  const offers = (
    <>
      <FigureButton value={totals.accepted} of={{ metric: 'accepted' }} /> /{' '}
      <FigureButton value={totals.offered} of={{ metric: 'offered' }} /> {bar.acceptedWord}
    </>
  );
  const steps: { name: StepName; title: string; note: ComponentChildren; done: boolean }[] = [
    {
      name: 'people',
      title: bar.people,
      note: (
        <>
          <FigureButton value={totals.registered} of={{ metric: 'registered' }} /> {bar.peopleWord}
        </>
      ),
      done: totals.registered > 0,
    },
    {
      name: 'demand',
      title: bar.demand,
      note: bar.demandOf(fmt.number(board.sites.length), fmt.number(board.target)),
      done: board.target > 0,
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
      note: totals.offered === 0 ? bar.offersNone : offers,
      done: totals.offered > 0,
    },
    {
      name: 'state',
      title: bar.state,
      note: t.events.states[event.state],
      done: event.state === 'live' || event.state === 'closed',
    },
  ];
  const begun = event.state === 'live' || event.state === 'closed';
  const seldom: ('gates' | 'move' | 'rehearsal')[] =
    event.state === 'closed' ? ['rehearsal'] : ['gates', 'move', 'rehearsal'];
  const more: MenuItem[] = [
    ...(begun ? [{ text: t.behind.replay.tool, href: to.replay(day.eventId) }] : []),
    ...(may ? seldom.map((tool) => ({ text: bar[tool], run: () => setOpen(tool) })) : []),
  ];
  return (
    <nav class="step-bar" aria-label={bar.tools}>
      {may && (
        <ol>
          {steps.map((step, index) => (
            <li key={step.title} class={step.done ? 'step done' : 'step'}>
              <span class="step-number" aria-hidden="true">
                {step.done ? '✓' : index + 1}
              </span>
              <span class="step-words">
                <button type="button" class="step-open" onClick={() => setOpen(step.name)}>
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
      )}
      <div class="tools">
        {may && (event.state === 'draft' || event.state === 'open') && (
          <button
            type="button"
            class={missing === 0 ? 'tool good' : 'tool warn'}
            title={t.checklist.title}
            onClick={() => setOpen('checklist')}
          >
            {missing === 0 ? `✓ ${t.day.nothingMissing}` : `${t.day.missing}: ${missing}`}
          </button>
        )}
        {mayExport && begun && (
          <a class="tool" href={to.closing(day.eventId)}>
            {t.closing.title}
          </a>
        )}
        {mayExport && (
          <a class="tool" href={to.devices(day.eventId)}>
            {t.access.tool}
          </a>
        )}
        {may && (
          <a class="tool" href={to.screens(day.eventId)}>
            {t.screens.tool}
          </a>
        )}
        <a class="tool" href={to.results(day.eventId)}>
          {t.results.tool}
        </a>
        <a class="tool" href={to.numbers(day.eventId)}>
          {t.behind.numbers.tool}
        </a>
        {mayExport && (
          <button type="button" class="tool" onClick={() => setOpen('exports')}>
            {bar.exports}
          </button>
        )}
        {more.length > 0 && (
          <Menu look="tool" items={more}>
            {bar.more} <span aria-hidden="true">▾</span>
          </Menu>
        )}
      </div>
      {Dialog && <Dialog key={open} onClose={() => setOpen(null)} onStep={setOpen} />}
    </nav>
  );
}
