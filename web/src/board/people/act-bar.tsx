import { useState } from 'preact/hooks';
import type { Assignment, AssignmentState } from '../../../../src/contracts/assignments.js';
import type { ActDone } from '../../../../src/contracts/dispatch.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import type { PeopleTexts } from '../texts/vi-people.js';
import { CallList } from './call-list.js';
import { CheckInDialog } from './check-in-dialog.js';
import { sayAct } from './say-act.js';

const AWAITED: readonly AssignmentState[] = ['offered', 'accepted'];

/** What can be done about those who are ticked. What cannot be undone asks first. */
export function ActBar(props: {
  eventId: string;
  /** Only then somebody can be checked in. */
  isLive: boolean;
  chosen: readonly Assignment[];
  onDone: () => void;
}) {
  const t = useBoardTexts();
  const mayTake = useMay(...ORGANISERS);
  const [open, setOpen] = useState<'check-in' | 'calls' | 'remind' | null>(null);
  const close = () => setOpen(null);
  const words = t.people.acts;
  const { eventId, chosen } = props;
  const of = (...states: AssignmentState[]) => chosen.filter((one) => states.includes(one.state));
  const awaited = of(...AWAITED);
  // Whoever was given up may come after all.
  const missing = of(...AWAITED, 'no_show');
  const asked = (of: readonly Assignment[]) => ({
    params: { eventId },
    body: { assignmentIds: of.map((one) => one.id) },
  });
  const say = async (
    work: Promise<ActDone>,
    done: (t: PeopleTexts, n: string, invited: string) => string,
  ) => {
    const answer = await work;
    sayAct(eventId, answer, (texts, n) => done(texts, n, fmt.number(answer.invited)));
    props.onDone();
  };
  const remind = async () => {
    await say(call('POST /events/:eventId/assignments/remind', asked(chosen)), (texts, n) =>
      texts.acts.reminded(n),
    );
    close();
  };
  return (
    <div class="act-bar" role="toolbar" aria-label={words.title}>
      <strong>{words.chosen(fmt.number(chosen.length))}</strong>
      {props.isLive && (
        <Button look="primary" disabled={missing.length === 0} onClick={() => setOpen('check-in')}>
          {words.checkIn}
        </Button>
      )}
      <Button disabled={awaited.length === 0} onClick={() => setOpen('remind')}>
        {words.remind}
      </Button>
      <Button onClick={() => setOpen('calls')}>{words.calls}</Button>
      {mayTake && (
        <>
          <Button
            disabled={missing.length === 0}
            onClick={() =>
              say(call('POST /events/:eventId/assignments/replace', asked(chosen)), (texts, n, invited) =>
                texts.acts.replaced(n, invited),
              )
            }
          >
            {words.replace}
          </Button>
          <Button
            disabled={awaited.length === 0}
            onClick={() =>
              say(call('POST /events/:eventId/assignments/withdraw', asked(chosen)), (texts, n) =>
                texts.acts.withdrawn(n),
              )
            }
          >
            {words.withdraw}
          </Button>
        </>
      )}
      <Button
        disabled={of('accepted').length === 0}
        onClick={() =>
          say(call('POST /events/:eventId/assignments/no-show', asked(chosen)), (texts, n) =>
            texts.acts.missed(n),
          )
        }
      >
        {words.noShow}
      </Button>
      {open === 'check-in' && (
        <CheckInDialog eventId={eventId} people={missing} onDone={props.onDone} onClose={close} />
      )}
      {open === 'calls' && <CallList people={chosen} onClose={close} />}
      {open === 'remind' && (
        <Dialog title={words.remindTitle(fmt.number(awaited.length))} onClose={close}>
          <Form submit={words.remindSend} onSubmit={remind} onCancel={close}>
            <p>{words.remindLead}</p>
          </Form>
        </Dialog>
      )}
    </div>
  );
}
