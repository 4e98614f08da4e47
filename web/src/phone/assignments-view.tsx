import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { useTexts } from '../shared/i18n.js';
import { AssignmentCard } from './assignment-card.js';
import type { PrimaryAction } from './primary-action.js';
import { StateLabel } from './state-label.js';
import { sharedTexts } from '../shared/texts.js';
import { phoneTexts } from './texts.js';
import { dayOf, windowOf } from './when.js';

/** One assignment in full, the others below it as a list. */
export function AssignmentsView(props: {
  shown: MyAssignment;
  action: PrimaryAction;
  durable: boolean;
  onTurnBack: () => Promise<void>;
  others: readonly MyAssignment[];
  onChoose: (id: string) => void;
}) {
  const t = useTexts(phoneTexts);
  return (
    <>
      {props.shown.simulated && <p class="simulated">{t.simulated}</p>}
      <StateLabel
        assignment={props.shown}
        action={props.action}
        durable={props.durable}
        onTurnBack={props.onTurnBack}
      />
      <AssignmentCard assignment={props.shown} />
      {props.others.length > 0 && (
        <section class="others">
          <h3>{t.others}</h3>
          {props.others.map((one) => (
            <OtherAssignment key={one.id} assignment={one} onChoose={props.onChoose} />
          ))}
        </section>
      )}
    </>
  );
}

function OtherAssignment(props: { assignment: MyAssignment; onChoose: (id: string) => void }) {
  const t = useTexts(phoneTexts);
  const { states } = useTexts(sharedTexts);
  const { assignment: a } = props;
  return (
    <button
      type="button"
      class="other"
      onClick={() => {
        props.onChoose(a.id);
        scrollTo({ top: 0 });
      }}
    >
      <strong>{a.communeFullName}</strong>
      <span class="digits">
        {windowOf(a.startsAt, a.endsAt)} · {dayOf(a.startsAt, Date.now(), t.details)}
      </span>
      <span>{states[a.state]}</span>
    </button>
  );
}
