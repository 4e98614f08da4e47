import { useState } from 'preact/hooks';
import type { Campaign } from '../../../../src/contracts/campaigns.js';
import type { EventKind } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { FromToFields } from '../from-to-fields.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';

const KINDS: EventKind[] = ['launch_ceremony', 'dx_day', 'online_conference', 'training', 'field_session'];

export function EventDialog(props: { campaign: Campaign; onDone: () => Promise<void>; onClose: () => void }) {
  const t = useBoardTexts();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<EventKind>('launch_ceremony');
  const [startsAt, setStart] = useState(`${props.campaign.startsOn}T07:00`);
  const [endsAt, setEnd] = useState(`${props.campaign.startsOn}T11:30`);
  const save = async () => {
    const event = await call('POST /events', {
      body: {
        campaignId: props.campaign.id,
        kind,
        title,
        startsAt: fmt.fromInput(startsAt),
        endsAt: fmt.fromInput(endsAt),
      },
    });
    await props.onDone();
    location.hash = to.day(event.id);
  };
  return (
    <Dialog title={t.events.newEvent} onClose={props.onClose}>
      <Form submit={t.events.create} onSubmit={save} onCancel={props.onClose}>
        <Field label={t.events.title}>
          <input
            required
            maxLength={200}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </Field>
        <Field label={t.events.kind}>
          <select
            value={kind}
            onChange={(event) =>
              setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'launch_ceremony')
            }
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t.events.kinds[one]}
              </option>
            ))}
          </select>
        </Field>
        <FromToFields from={startsAt} to={endsAt} onFrom={setStart} onTo={setEnd} />
      </Form>
    </Dialog>
  );
}
