import type { PlanMove } from '../../../../src/contracts/assignments.js';
import { say, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { useBoardTexts } from '../texts/index.js';
import { usePlaceWords } from './place-words.js';

/** One person whose place changes: from where, to where, and why. */
export function MoveRow({ one }: { one: PlanMove }) {
  const words = useBoardTexts().steps.plan;
  const shared = useTexts(sharedTexts);
  const place = usePlaceWords();
  const from = one.from && place(one.from.shiftId, one.from.communeId);
  const to = one.to && place(one.to.shiftId, one.to.communeId);
  return (
    <li class="person">
      <div class="who">
        <strong class="ellipsis">{one.fullName}</strong>
        <div class="soft ellipsis">{one.orgUnitName}</div>
      </div>
      <div class="where">
        {from && (
          <div class="ellipsis">
            <s>{from.commune}</s> <span class="soft">{from.detail}</span>
          </div>
        )}
        {to ? (
          <div class="ellipsis">
            <span aria-hidden="true">→ </span>
            <strong>{to.commune}</strong> <span class="soft">{to.detail}</span>
          </div>
        ) : (
          <div class="warn-words">→ {words.noPlace}</div>
        )}
      </div>
      <p class="why soft">
        {one.to?.skill && <span class="tag">{shared.skills[one.to.skill]}</span>}
        {say(one.reason)}
      </p>
    </li>
  );
}
