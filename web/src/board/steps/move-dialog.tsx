import { useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';

export function MoveDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { board, eventId, reloadSites } = useDay();
  const [startsAt, setStart] = useState(fmt.toInput(board.event.startsAt));
  // Of the time that is shown here, whatever the board hears meanwhile.
  const [version] = useState(board.event.version);
  const move = async () => {
    const moved = await call('POST /events/:eventId/move', {
      params: { eventId },
      body: { version, startsAt: fmt.fromInput(startsAt) },
    });
    sayDone((words) => words.steps.move.done(fmt.number(moved.movedShifts), fmt.number(moved.toldPeople)));
    await reloadSites();
    props.onClose();
  };
  return (
    <Dialog title={t.steps.move.title} onClose={props.onClose}>
      <Form submit={t.steps.move.submit} onSubmit={move} onCancel={props.onClose}>
        <p>{t.steps.move.lead}</p>
        <p class="digits">{t.steps.move.now(fmt.dateTime(board.event.startsAt))}</p>
        <Field label={t.steps.move.startsAt} hint={t.events.vietnamTime}>
          <input
            type="datetime-local"
            required
            value={startsAt}
            onInput={(event) => setStart(event.currentTarget.value)}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
