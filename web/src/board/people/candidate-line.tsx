import type { Candidate } from '../../../../src/contracts/dispatch.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';

/** One who could go: how far it is, and what it costs where he or she is now. */
export function CandidateLine(props: {
  one: Candidate;
  checked: boolean;
  /** How many who are chosen leave the same place. */
  leaving: number;
  onCheck: (checked: boolean) => void;
}) {
  const t = useBoardTexts().people.dispatch;
  const shared = useTexts(sharedTexts);
  const { communes, shifts, sites } = useDay();
  const { one, checked } = props;
  const { from } = one;
  const fromSite = sites.find(({ id }) => id === shifts.find((shift) => shift.id === from?.shiftId)?.siteId);
  const left = from && from.coming - props.leaving - (checked ? 0 : 1);
  return (
    <label class="candidate">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => props.onCheck(event.currentTarget.checked)}
      />
      <span class="candidate-words">
        <span class="ellipsis">
          {one.fullName}
          {one.skill !== null && <span class="tag">{shared.skills[one.skill]}</span>}
        </span>
        <span class="soft ellipsis">
          {one.homeCommuneId === null ? one.orgUnitName : nameOf(communes, one.homeCommuneId)}
          {' · '}
          {from && left !== null ? (
            <span class={left < from.target ? 'bad-words' : ''}>
              {t.leaves(
                fromSite ? nameOf(communes, fromSite.communeId) : '',
                fmt.number(left),
                fmt.number(from.target),
              )}
            </span>
          ) : (
            t.free
          )}
        </span>
      </span>
      <span class="digits">
        {one.distanceKm === null ? (
          <span class="soft">{t.kmUnknown}</span>
        ) : (
          `${fmt.decimal(one.distanceKm)} km`
        )}
      </span>
    </label>
  );
}
