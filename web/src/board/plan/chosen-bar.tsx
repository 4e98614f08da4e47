import type { Proposal } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import { usePlan } from './use-plan.js';

/** What can be done with many people at once. */
export function ChosenBar(props: { people: Proposal[]; onClear: () => void }) {
  const words = useBoardTexts().steps.plan;
  const { change, askWhere } = usePlan();
  const { people } = props;
  return (
    <div class="chosen-bar">
      <span class="digits">{words.chosen(fmt.number(people.length))}</span>
      <Button look="quiet" onClick={props.onClear}>
        {words.chooseNone}
      </Button>
      <Button onClick={() => change(people, { pinned: true })}>{words.pinAll}</Button>
      <Button onClick={() => change(people, { pinned: false })}>{words.unpinAll}</Button>
      <Button look="primary" onClick={() => askWhere(people)}>
        {words.moveAll}
      </Button>
    </div>
  );
}
