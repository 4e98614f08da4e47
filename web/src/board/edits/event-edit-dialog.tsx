import { useState } from 'preact/hooks';
import type { Event } from '../../../../src/contracts/events.js';
import { Field } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { EditDialog } from './edit-dialog.js';
import { useEdit } from './use-edit.js';

/** The name of an event; its time moves on its own page, with all that hangs on it. */
export function EventEditDialog(props: { event: Event; onDone: () => Promise<void>; onClose: () => void }) {
  const t = useBoardTexts();
  const { event } = props;
  const [title, setTitle] = useState(event.title);
  const edit = useEdit<Event>(
    event.version,
    (version) => call('PATCH /events/:eventId', { params: { eventId: event.id }, body: { version, title } }),
    props.onDone,
  );
  const lines = (theirs: Event) => [{ label: t.events.title, theirs: theirs.title, mine: title.trim() }];
  return (
    <EditDialog
      title={`${t.edits.event}: ${event.title}`}
      edit={edit}
      lines={lines}
      onTheirs={props.onDone}
      onClose={props.onClose}
    >
      <Field label={t.events.title}>
        <input
          required
          maxLength={200}
          value={title}
          onInput={(typed) => setTitle(typed.currentTarget.value)}
        />
      </Field>
    </EditDialog>
  );
}
