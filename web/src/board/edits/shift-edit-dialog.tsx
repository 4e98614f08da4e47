import { useState } from 'preact/hooks';
import type { Shift } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Field } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { FromToFields } from '../from-to-fields.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { EditDialog } from './edit-dialog.js';
import { useEdit } from './use-edit.js';

/** Name, time and age of a shift; its time only as long as nobody has a place in it. */
export function ShiftEditDialog({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, reloadSites } = useDay();
  const [title, setTitle] = useState(shift.title);
  const [startsAt, setStart] = useState(fmt.toInput(shift.startsAt));
  const [endsAt, setEnd] = useState(fmt.toInput(shift.endsAt));
  const [age, setAge] = useState(String(shift.minimumAge ?? ''));
  const close = async () => {
    await reloadSites();
    onClose();
  };
  const mine = {
    title,
    startsAt: fmt.fromInput(startsAt),
    endsAt: fmt.fromInput(endsAt),
    minimumAge: age === '' ? null : Number(age),
  };
  const edit = useEdit<Shift>(
    shift.version,
    (version) =>
      call('PATCH /events/:eventId/shifts/:shiftId', {
        params: { eventId, shiftId: shift.id },
        body: { version, ...mine },
      }),
    async () => {
      sayDone((words) => words.edits.saved);
      await close();
    },
  );
  const lines = (theirs: Shift) => [
    { label: t.steps.demand.shiftName, theirs: theirs.title, mine: title.trim() },
    { label: t.events.startsAt, theirs: fmt.dateTime(theirs.startsAt), mine: fmt.dateTime(mine.startsAt) },
    { label: t.events.endsAt, theirs: fmt.dateTime(theirs.endsAt), mine: fmt.dateTime(mine.endsAt) },
    { label: t.edits.minimumAge, theirs: ageOf(theirs), mine: ageOf(mine) },
  ];
  return (
    <EditDialog
      title={`${t.edits.shift}: ${shift.title}`}
      edit={edit}
      lines={lines}
      onTheirs={close}
      onClose={onClose}
    >
      <Field label={t.steps.demand.shiftName}>
        <input
          required
          maxLength={120}
          value={title}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </Field>
      <FromToFields from={startsAt} to={endsAt} onFrom={setStart} onTo={setEnd} />
      <Field label={t.edits.minimumAge} hint={t.edits.minimumAgeHint}>
        <input
          type="number"
          min={0}
          max={100}
          value={age}
          onInput={(event) => setAge(event.currentTarget.value)}
        />
      </Field>
    </EditDialog>
  );
}

const ageOf = ({ minimumAge }: Pick<Shift, 'minimumAge'>): string =>
  minimumAge === null ? '' : fmt.number(minimumAge);
