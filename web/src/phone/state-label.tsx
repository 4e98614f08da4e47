import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { fmt, say, useTexts } from '../shared/i18n.js';
import { Button } from '../shared/ui.js';
import type { PrimaryAction } from './primary-action.js';
import { phoneTexts } from './texts.js';
import { untilWhen } from './when.js';

/** Where the assignment stands, in a sentence that says who and when. */
export function StateLabel(props: {
  assignment: MyAssignment;
  action: PrimaryAction;
  durable: boolean;
  onTurnBack: () => Promise<void>;
}) {
  const t = useTexts(phoneTexts);
  const { action } = props;
  const turnBack = (
    <Button look="quiet" onClick={props.onTurnBack}>
      {t.turnBack}
    </Button>
  );
  switch (action.kind) {
    case 'answer': {
      const { deadlineAt } = props.assignment;
      return (
        <Label tone="ask" title={t.state.answer}>
          {action.late
            ? t.state.late
            : deadlineAt !== null && t.state.answerBefore(untilWhen(deadlineAt, Date.now(), t.details))}
        </Label>
      );
    }
    case 'set_out':
      return (
        <Label tone="plain" title={t.state.accepted}>
          {t.state.setOutHint}
        </Label>
      );
    case 'answer_waiting':
      return (
        <Label tone="wait" title={t.state.waiting}>
          {t.state.answerWaiting[action.answer](fmt.time(action.savedAt))}{' '}
          {!props.durable && t.state.notDurable}
        </Label>
      );
    case 'way_waiting':
      return (
        <Label tone="wait" title={t.state.waiting}>
          {t.state[action.isOnTheWay ? 'wayWaiting' : 'turnWaiting'](fmt.time(action.savedAt))}{' '}
          {!props.durable && t.state.notDurable}
          {action.isOnTheWay && turnBack}
        </Label>
      );
    case 'check_in':
      return action.refused ? (
        <Label tone="bad" title={t.state.refused}>
          {say(action.refused)}
        </Label>
      ) : action.onTheWayAt !== null ? (
        <Label tone="plain" title={t.state.onTheWay(fmt.time(action.onTheWayAt))}>
          {t.state.acceptedHint} {turnBack}
        </Label>
      ) : (
        <Label tone="plain" title={t.state.accepted}>
          {t.state.acceptedHint}
        </Label>
      );
    case 'waiting':
      return (
        <Label tone="wait" title={t.state.waiting}>
          {t.state.waitingHint(fmt.time(action.savedAt))} {!props.durable && t.state.notDurable}
        </Label>
      );
    case 'present':
      return (
        <Label
          tone="good"
          title={action.at === null ? t.state.presentNoTime : t.state.present(fmt.time(action.at))}
        >
          {t.state.presentHint}
        </Label>
      );
    case 'over':
      return (
        <Label tone="over" title={t.state.over[action.state]}>
          {t.state.overHint}
        </Label>
      );
  }
}

const MARKS = { ask: '?', plain: '→', wait: '…', good: '✓', bad: '!', over: '–' } as const;

function Label(props: { tone: keyof typeof MARKS; title: string; children?: preact.ComponentChildren }) {
  return (
    <div class={`state ${props.tone}`} role="status" data-testid="state" data-tone={props.tone}>
      <span class="state-mark" aria-hidden="true">
        {MARKS[props.tone]}
      </span>
      <div>
        <strong>{props.title}</strong>
        <p>{props.children}</p>
      </div>
    </div>
  );
}
