import { useEffect, useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { GapList } from './gap-list.js';
import { PlanChanges } from './plan-changes.js';
import { Proposals } from './proposals.js';
import { RefusedNotice } from './refused-notice.js';
import { useMoveCounts } from './use-move-counts.js';
import { usePlan } from './use-plan.js';

type Tab = 'changes' | 'gaps' | 'people';

/** Beside the map: who changes, what stays empty and why, and everyone with their place. */
export function PlanSide() {
  const words = useBoardTexts().steps.plan;
  const { communes } = useDay();
  const { plan, version, communeId, select } = usePlan();
  const counts = useMoveCounts(plan, version);
  const isDraft = plan.state === 'draft';
  const stands = plan.communes.some((row) => row.before > 0);
  const gaps = plan.gaps.filter((gap) => communeId === null || gap.communeId === communeId);
  const here = plan.communes.find((row) => row.communeId === communeId);
  const [tab, setTab] = useState<Tab>(() =>
    isDraft && stands ? 'changes' : plan.gaps.length > 0 ? 'gaps' : 'people',
  );
  useEffect(() => {
    // The changes are not told by commune: who chooses one wants to see its people.
    if (communeId !== null) setTab((now) => (now === 'changes' ? 'people' : now));
  }, [communeId]);
  const tabs: { name: Tab; title: string; count: number | null }[] = [
    ...(isDraft ? [{ name: 'changes' as const, title: words.changes, count: counts?.all ?? null }] : []),
    { name: 'gaps', title: words.gaps, count: gaps.reduce((sum, gap) => sum + gap.short, 0) },
    { name: 'people', title: words.proposals, count: here?.after ?? plan.placed },
  ];
  const shown = tabs.find((one) => one.name === tab)?.name ?? 'people';
  return (
    <section class="panel plan-side">
      <div class="tab-row" role="group" aria-label={words.tabs}>
        {tabs.map((one) => (
          <button
            key={one.name}
            type="button"
            aria-pressed={shown === one.name}
            onClick={() => setTab(one.name)}
          >
            {one.title} {one.count !== null && <span class="count digits">{fmt.number(one.count)}</span>}
          </button>
        ))}
      </div>
      <RefusedNotice />
      {communeId !== null && shown !== 'changes' && (
        <p class="only">
          {words.commune.only(nameOf(communes, communeId))}{' '}
          <button type="button" class="link" onClick={() => select(null)}>
            {words.commune.clear}
          </button>
        </p>
      )}
      {shown === 'people' && <Proposals />}
      {shown === 'gaps' && <GapList gaps={gaps} />}
      {shown === 'changes' && <PlanChanges counts={counts} onPeople={() => setTab('people')} />}
    </section>
  );
}
