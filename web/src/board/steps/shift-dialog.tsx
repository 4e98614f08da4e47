import { useState } from 'preact/hooks';
import type { Site } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { FromToFields } from '../from-to-fields.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';

export function ShiftDialog(props: { site: Site; onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, board, reloadSites } = useDay();
  const [title, setTitle] = useState(t.steps.demand.shiftDefault);
  const [startsAt, setStart] = useState(fmt.toInput(board.event.startsAt));
  const [endsAt, setEnd] = useState(fmt.toInput(board.event.endsAt));
  const save = async () => {
    await call('POST /events/:eventId/shifts', {
      params: { eventId },
      body: {
        siteId: props.site.id,
        title,
        startsAt: fmt.fromInput(startsAt),
        endsAt: fmt.fromInput(endsAt),
      },
    });
    sayDone((words) => words.steps.demand.shiftAdded);
    await reloadSites();
    props.onClose();
  };
  return (
    <Dialog title={`${t.steps.demand.shiftTitle}: ${props.site.name}`} onClose={props.onClose}>
      <Form submit={t.steps.demand.add} onSubmit={save} onCancel={props.onClose}>
        <Field label={t.steps.demand.shiftName}>
          <input
            required
            maxLength={120}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </Field>
        <FromToFields from={startsAt} to={endsAt} onFrom={setStart} onTo={setEnd} />
      </Form>
    </Dialog>
  );
}
