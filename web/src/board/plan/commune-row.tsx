import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanCommune } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { stepOf } from '../../shared/step.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { shortOf } from './fill.js';
import { usePlan } from './use-plan.js';

export function CommuneRow(props: { row: PlanCommune; chosen: boolean; onChoose: (on: boolean) => void }) {
  const words = useBoardTexts().steps.plan.table;
  const { communes } = useDay();
  const { editable, communeId, select, carried, dropOn } = usePlan();
  const [over, setOver] = useState(false);
  const { row } = props;
  const name = nameOf(communes, row.communeId);
  const short = shortOf(row);
  const drops = carried.length > 0 && {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void dropOn(row.communeId);
    },
  };
  const isSelected = communeId === row.communeId;
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Chosen on the map or among the gaps, it may be far down.
    if (isSelected) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  return (
    <tr
      ref={line}
      class={`${isSelected ? 'selected' : ''} ${over && carried.length > 0 ? 'over' : ''}`}
      onClick={() => select(isSelected ? null : row.communeId)}
      {...drops}
    >
      {editable && (
        <td onClick={(event) => event.stopPropagation()}>
          <input
            type="checkbox"
            aria-label={words.choose(name)}
            checked={props.chosen}
            onChange={(event) => props.onChoose(event.currentTarget.checked)}
          />
        </td>
      )}
      <td>
        <button type="button" class="row-button" aria-pressed={isSelected}>
          <span class="swatch" data-step={stepOf(row.after, row.target) ?? ''} aria-hidden="true" />
          <span class="ellipsis">{name}</span>
        </button>
      </td>
      <td class="num">{fmt.number(row.target)}</td>
      <td class="num">{fmt.number(row.before)}</td>
      <td class="num strong">{fmt.number(row.after)}</td>
      <td class={row.after < row.minimum ? 'num bad-words' : short > 0 ? 'num warn-words' : 'num soft'}>
        {short > 0 ? `−${fmt.number(short)}` : '✓'}
      </td>
    </tr>
  );
}
