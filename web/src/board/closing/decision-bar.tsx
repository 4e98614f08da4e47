import type { Decision, KeptScan } from '../../../../src/contracts/closing.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import { possible, type Reason } from './decide.js';
import { NoteInput, ReasonSelect } from './reason-fields.js';

/** The reason that every decision carries, and what can be done with many scans at once. */
export function DecisionBar(props: {
  chosen: KeptScan[];
  page: KeptScan[];
  total: number;
  why: Reason;
  onWhy: (why: Reason) => void;
  onChoose: (scans: KeptScan[]) => void;
  onWhole: () => Promise<unknown>;
  onDecide: (decision: Decision) => Promise<unknown>;
}) {
  const words = useBoardTexts().closing;
  const { chosen, page, total, why } = props;
  const choices = (['count', 'void_other', 'leave'] as const).filter((decision) =>
    chosen.some((scan) => possible(scan).includes(decision)),
  );
  return (
    <div class="decision-bar">
      <label class="choose-page">
        <input
          type="checkbox"
          checked={page.length > 0 && page.every((scan) => chosen.some((one) => one.id === scan.id))}
          onChange={(event) => props.onChoose(event.currentTarget.checked ? page : [])}
        />
        {words.chooseAll}
      </label>
      {total > page.length && chosen.length < total && (
        <Button look="quiet" onClick={props.onWhole}>
          {words.wholeGroup(fmt.number(total))}
        </Button>
      )}
      {chosen.length > 0 && (
        <>
          <strong class="digits">{words.chosen(fmt.number(chosen.length))}</strong>
          <Button look="quiet" onClick={() => props.onChoose([])}>
            {words.chooseNone}
          </Button>
          {choices.map((decision) => (
            <Button key={decision} onClick={() => props.onDecide(decision)}>
              {words.decisions[decision]}
            </Button>
          ))}
        </>
      )}
      <label class="decision-reason">
        <span>{words.reason}</span>
        <ReasonSelect value={why.reason} onChange={(reason) => props.onWhy({ ...why, reason })}>
          <option value="">{words.reasonAuto}</option>
        </ReasonSelect>
      </label>
      {why.reason === 'other' && (
        <NoteInput value={why.note} onInput={(note) => props.onWhy({ ...why, note })} />
      )}
    </div>
  );
}
