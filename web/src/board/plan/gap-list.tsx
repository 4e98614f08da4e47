import type { PlanGap } from '../../../../src/contracts/assignments.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Empty } from '../../shared/ui.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { usePlan } from './use-plan.js';

/** Places the plan leaves empty, each with its reason; a click chooses the commune. */
export function GapList(props: { gaps: PlanGap[] }) {
  const words = useBoardTexts().steps.plan;
  const shared = useTexts(sharedTexts);
  const { communes, sites } = useDay();
  const { communeId, select } = usePlan();
  const siteName = (id: string): string => sites.find((site) => site.id === id)?.name ?? '';
  if (props.gaps.length === 0) {
    return <Empty title={`✓ ${communeId === null ? words.gapsNone : words.commune.enough}`} />;
  }
  return (
    <ul class="scroll" tabIndex={-1}>
      {props.gaps.map((gap) => (
        <li key={`${gap.shiftId} ${gap.skill}`}>
          <button
            type="button"
            class={gap.belowMinimum ? 'gap severe' : 'gap'}
            aria-pressed={communeId === gap.communeId}
            onClick={() => select(gap.communeId)}
          >
            <strong>{nameOf(communes, gap.communeId)}</strong>
            <span class="digits">{words.gapShort(fmt.number(gap.short))}</span>
            <span class="soft">
              {siteName(gap.siteId)} · {gap.skill === null ? '' : `${shared.skills[gap.skill]} · `}
              {gap.belowMinimum && `${words.belowMinimum} · `}
              {say(gap.reason)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
