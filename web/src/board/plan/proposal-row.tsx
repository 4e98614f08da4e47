import type { Proposal } from '../../../../src/contracts/assignments.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button } from '../../shared/ui.js';
import { Menu } from '../menu.js';
import { useBoardTexts } from '../texts/index.js';
import { usePlaceWords } from './place-words.js';
import { usePlan } from './use-plan.js';

export function ProposalRow(props: {
  one: Proposal;
  chosen: boolean;
  onChoose: (on: boolean) => void;
  onTerms: () => void;
  onDrag: () => void;
}) {
  const words = useBoardTexts().steps.plan;
  const shared = useTexts(sharedTexts);
  const { editable, carry, change, askWhere } = usePlan();
  const { one } = props;
  const items = [
    {
      text: one.pinned ? words.unpin : words.pin,
      run: () => change([one], { pinned: !one.pinned }),
    },
    ...(one.shiftId === null
      ? []
      : [{ text: words.leaveOut, run: () => change([one], { shiftId: null, pinned: true }) }]),
    { text: words.terms.open, run: props.onTerms },
  ];
  return (
    <li
      class={props.chosen ? 'person chosen' : 'person'}
      draggable={editable}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', one.fullName);
        if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
        props.onDrag();
      }}
      onDragEnd={() => carry([])}
    >
      {editable && (
        <input
          type="checkbox"
          aria-label={words.choose(one.fullName)}
          checked={props.chosen}
          onChange={(event) => props.onChoose(event.currentTarget.checked)}
        />
      )}
      <div class="who">
        <strong class="ellipsis">{one.fullName}</strong>
        <div class="soft ellipsis">{one.orgUnitName}</div>
      </div>
      <PlaceOf one={one} />
      <p class="why soft">
        {one.pinned && <span class="tag">{words.pinned}</span>}
        {one.skill !== null && <span class="tag">{shared.skills[one.skill]}</span>}
        {say(one.reason)}
      </p>
      {editable && (
        <div class="acts">
          <Button look="quiet" onClick={() => askWhere([one])}>
            {words.move}
          </Button>
          <Menu look="icon-button" label={words.moreFor(one.fullName)} items={items}>
            ⋮
          </Menu>
        </div>
      )}
    </li>
  );
}

function PlaceOf({ one }: { one: Proposal }) {
  const words = useBoardTexts().steps.plan;
  const place = usePlaceWords();
  const standby = one.standbyRank === null ? null : words.standby(fmt.number(one.standbyRank));
  if (one.shiftId === null || one.communeId === null) {
    return <div class="where warn-words">{standby ?? words.noPlace}</div>;
  }
  const { commune, detail } = place(one.shiftId, one.communeId);
  return (
    <div class="where">
      <div class="ellipsis">
        <strong>{commune}</strong>
        {one.distanceKm !== null && <span class="digits"> · {fmt.decimal(one.distanceKm)} km</span>}
      </div>
      <div class="soft ellipsis" title={detail}>
        {standby === null ? detail : `${standby} · ${detail}`}
      </div>
    </div>
  );
}
