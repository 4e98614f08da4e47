import { useState } from 'preact/hooks';
import { byName } from '../../shared/i18n.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';

/** Adds one site, with one shift over the whole event so that it can have a demand at once. */
export function SiteDialog(props: { communeId: string | null; onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, communes, board, reloadSites } = useDay();
  const [communeId, setCommune] = useState(props.communeId ?? '');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [contactName, setContact] = useState('');
  const [contactPhone, setPhone] = useState('');
  const sorted = [...communes.values()].sort((a, b) => byName(a.name, b.name));
  const save = async () => {
    const site = await call('POST /events/:eventId/sites', {
      params: { eventId },
      body: {
        name,
        communeId,
        ...(address === '' ? {} : { address }),
        ...(contactName === '' ? {} : { contactName }),
        ...(contactPhone === '' ? {} : { contactPhone }),
      },
    });
    const { startsAt, endsAt } = board.event;
    await call('POST /events/:eventId/shifts', {
      params: { eventId },
      body: { siteId: site.id, title: t.steps.demand.shiftDefault, startsAt, endsAt },
    });
    sayDone((words) => words.steps.demand.siteAdded);
    await reloadSites();
    props.onClose();
  };
  return (
    <Dialog title={t.steps.demand.siteTitle} onClose={props.onClose}>
      <Form submit={t.steps.demand.add} onSubmit={save} onCancel={props.onClose}>
        <Field label={t.steps.demand.siteName}>
          <input
            required
            maxLength={160}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Field label={t.steps.demand.commune}>
          <select required value={communeId} onChange={(event) => setCommune(event.currentTarget.value)}>
            <option value="" />
            {sorted.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {unit.name} ({unit.type})
              </option>
            ))}
          </select>
        </Field>
        <Field label={t.steps.demand.address}>
          <input maxLength={240} value={address} onInput={(event) => setAddress(event.currentTarget.value)} />
        </Field>
        <div class="two">
          <Field label={t.steps.demand.contactName}>
            <input
              maxLength={120}
              value={contactName}
              onInput={(event) => setContact(event.currentTarget.value)}
            />
          </Field>
          <Field label={t.steps.demand.contactPhone}>
            <input
              type="tel"
              maxLength={20}
              value={contactPhone}
              onInput={(event) => setPhone(event.currentTarget.value)}
            />
          </Field>
        </div>
      </Form>
    </Dialog>
  );
}
