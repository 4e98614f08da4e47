import { useState } from 'preact/hooks';
import type { Event } from '../../../../src/contracts/events.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { StaleDialog } from './stale-dialog.js';
import { useEdit } from './use-edit.js';

/** The name of an event; its time moves on its own page, with all that hangs on it. */
export function EventEditDialog(props: { event: Event; onDone: () => Promise<void>; onClose: () => void }) {
  const t = useBoardTexts();
  const { event } = props;
  const [title, setTitle] = useState(event.title);
  const edit = useEdit(
    event.version,
    (version) => call('PATCH /events/:eventId', { params: { eventId: event.id }, body: { version, title } }),
    props.onDone,
  );
  const heading = `${t.edits.event}: ${event.title}`;
  if (edit.theirs) {
    const lines = [{ label: t.events.title, theirs: edit.theirs.title, mine: title.trim() }];
    return (
      <StaleDialog
        title={heading}
        lines={lines}
        onTheirs={() => void props.onDone()}
        onMine={edit.keepMine}
      />
    );
  }
  return (
    <Dialog title={heading} onClose={props.onClose}>
      <Form submit={t.edits.save} onSubmit={edit.save} onCancel={props.onClose}>
        <Field label={t.events.title}>
          <input
            required
            maxLength={200}
            value={title}
            onInput={(typed) => setTitle(typed.currentTarget.value)}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
