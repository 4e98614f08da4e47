import type { Proposal } from '../../../../src/contracts/assignments.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button } from '../../shared/ui.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';

export function ProposalRow(props: {
  one: Proposal;
  editable: boolean;
  onPin: () => Promise<void>;
  onMove: () => void;
}) {
  const words = useBoardTexts().steps.plan;
  const shared = useTexts(sharedTexts);
  const { communes, sites, shifts } = useDay();
  const { one } = props;
  const site = sites.find((other) => other.id === one.siteId);
  const shift = shifts.find((other) => other.id === one.shiftId);
  return (
    <tr>
      <td class="person-cell">
        <strong>{one.fullName}</strong>
        <div class="soft">{one.orgUnitName}</div>
      </td>
      <td>
        {one.communeId === null ? (
          <span class="warn-words">
            {one.standbyRank === null ? words.noPlace : words.standby(fmt.number(one.standbyRank))}
          </span>
        ) : (
          <>
            {nameOf(communes, one.communeId)}
            <div class="soft">
              {[
                site?.name,
                shift && `${fmt.time(shift.startsAt)}–${fmt.time(shift.endsAt)}`,
                one.skill && shared.skills[one.skill],
                one.standbyRank !== null && words.standby(fmt.number(one.standbyRank)),
              ]
                .filter((part) => typeof part === 'string')
                .join(' · ')}
            </div>
          </>
        )}
      </td>
      <td class="num">{one.distanceKm === null ? '–' : `${fmt.decimal(one.distanceKm)} km`}</td>
      <td class="soft">{say(one.reason)}</td>
      <td class="row-actions">
        {one.pinned && <span class="tag">{words.pinned}</span>}
        {props.editable && (
          <>
            <Button look="quiet" onClick={props.onPin}>
              {one.pinned ? words.unpin : words.pin}
            </Button>
            <Button look="quiet" onClick={props.onMove}>
              {words.move}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
