import type { Decision, KeptScan } from '../../../../src/contracts/closing.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import { possible } from './decide.js';

/** With its date only where the two clocks do not agree on it. */
function moment(at: string, other: string): string {
  return fmt.date(at) === fmt.date(other) ? fmt.time(at) : fmt.dateTime(at);
}

/** One kept scan: who, where, when by both clocks, where the person is counted, and what to do. */
export function KeptRow(props: {
  scan: KeptScan;
  mayDecide: boolean;
  chosen: boolean;
  onChoose: (on: boolean) => void;
  onDecide: (decision: Decision) => Promise<unknown>;
  onUndo: (decisionIds: string[]) => Promise<unknown>;
}) {
  const t = useBoardTexts();
  const words = t.closing;
  const { scan } = props;
  const { decided, other } = scan;
  const name = scan.fullName ?? words.nobody;
  // By the decision itself, which is no other check-in.
  const counts = decided !== null && decided.decision !== 'leave';
  return (
    <li class={props.chosen ? 'kept-row chosen' : 'kept-row'}>
      {props.mayDecide && !decided ? (
        <input
          type="checkbox"
          aria-label={words.choose(name)}
          checked={props.chosen}
          onChange={(event) => props.onChoose(event.currentTarget.checked)}
        />
      ) : (
        <span />
      )}
      <div>
        <strong>{name}</strong>
        <span class="soft">{scan.unitName}</span>
      </div>
      <div>
        <span>{scan.siteName ?? words.nowhere}</span>
        <span class="soft">
          {words.methods[scan.method]} · {t.refusals[scan.refusal]}
          {scan.codeFault !== null && `, ${t.refusals[scan.codeFault]}`}
        </span>
      </div>
      <div class="digits">
        <span>{words.deviceTime(moment(scan.deviceTime, scan.recordedAt))}</span>
        <span class="soft">{words.arrived(moment(scan.recordedAt, scan.deviceTime))}</span>
      </div>
      <div class="digits">
        <span class={`tag group-${scan.group}`}>{words.groups[scan.group]}</span>
        {other && <span class="soft">{words.countedAt(other.siteName, fmt.time(other.recordedAt))}</span>}
        {!other && !counts && <span class="soft">{words.notCounted}</span>}
      </div>
      <div class="kept-acts">
        {decided ? (
          <>
            <span>
              <strong>{words.decided[decided.decision]}</strong>
              <span class="soft">
                {decided.note ?? words.reasons[decided.reason]} ·{' '}
                {words.decidedBy(decided.by, fmt.time(decided.at))}
              </span>
            </span>
            {props.mayDecide && (
              <Button look="quiet" onClick={() => props.onUndo([decided.id])}>
                {words.undo}
              </Button>
            )}
          </>
        ) : (
          props.mayDecide &&
          possible(scan).map((decision, n) => (
            <Button
              key={decision}
              look={n === 0 ? 'plain' : 'quiet'}
              onClick={() => props.onDecide(decision)}
            >
              {words.decisions[decision]}
            </Button>
          ))
        )}
      </div>
    </li>
  );
}
