import { useState } from 'preact/hooks';
import type { Event } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { DateField } from '../../shared/date-field.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { EditDialog } from '../edits/edit-dialog.js';
import { useEdit } from '../edits/use-edit.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';

export function MoveDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { board, eventId, reloadSites } = useDay();
  const [startsAt, setStart] = useState(fmt.toInput(board.event.startsAt));
  const close = async () => {
    await reloadSites();
    props.onClose();
  };
  const edit = useEdit<Event>(
    board.event.version,
    async (version) => {
      const moved = await call('POST /events/:eventId/move', {
        params: { eventId },
        body: { version, startsAt: fmt.fromInput(startsAt) },
      });
      sayDone((words) => words.steps.move.done(fmt.number(moved.movedShifts), fmt.number(moved.toldPeople)));
    },
    close,
  );
  const lines = (theirs: Event) => [
    {
      label: t.steps.move.startsAt,
      theirs: fmt.dateTime(theirs.startsAt),
      mine: fmt.dateTime(fmt.fromInput(startsAt)),
    },
  ];
  return (
    <EditDialog
      title={t.steps.move.title}
      submit={t.steps.move.submit}
      edit={edit}
      lines={lines}
      onTheirs={close}
      onClose={props.onClose}
    >
      <p>{t.steps.move.lead}</p>
      <p class="digits">{t.steps.move.now(fmt.dateTime(board.event.startsAt))}</p>
      <DateField
        label={t.steps.move.startsAt}
        value={startsAt}
        hint={t.events.vietnamTime}
        type="datetime-local"
        required
        onInput={setStart}
      />
    </EditDialog>
  );
}
