import type { PlanGap } from '../../../../src/contracts/assignments.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Empty } from '../../shared/ui.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';

/** Places the plan leaves empty, each with its reason; a click shows the people of that place. */
export function GapList(props: {
  gaps: PlanGap[];
  selected: string | null;
  onSelect: (shiftId: string) => void;
}) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  const { communes, sites } = useDay();
  const total = props.gaps.reduce((sum, gap) => sum + gap.short, 0);
  const siteName = (id: string): string => sites.find((site) => site.id === id)?.name ?? '';
  return (
    <section class="card gaps">
      <h2>
        {t.steps.plan.gaps} <span class="count digits">{fmt.number(total)}</span>
      </h2>
      {props.gaps.length === 0 && <Empty title={`✓ ${t.steps.plan.gapsNone}`} />}
      <ul class="scroll">
        {props.gaps.map((gap) => (
          <li key={`${gap.shiftId} ${gap.skill}`}>
            <button
              type="button"
              class={gap.belowMinimum ? 'gap severe' : 'gap'}
              aria-pressed={props.selected === gap.shiftId}
              onClick={() => props.onSelect(gap.shiftId)}
            >
              <strong>{nameOf(communes, gap.communeId)}</strong>
              <span class="digits">{t.steps.plan.gapShort(fmt.number(gap.short))}</span>
              <span class="soft">
                {siteName(gap.siteId)} · {gap.skill === null ? '' : `${shared.skills[gap.skill]} · `}
                {gap.belowMinimum && `${t.steps.plan.belowMinimum} · `}
                {say(gap.reason)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
