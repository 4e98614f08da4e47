import { useState } from 'preact/hooks';
import type { Site } from '../../../../src/contracts/events.js';
import { Field } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { EditDialog } from './edit-dialog.js';
import { useEdit } from './use-edit.js';

const FIELDS = ['name', 'address', 'contactName'] as const;
const MOST = { name: 160, address: 240, contactName: 120 };

/** Name, address and contact of a site; a number that is not typed anew stays. */
export function SiteEditDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, reloadSites } = useDay();
  const [texts, setTexts] = useState({
    name: site.name,
    address: site.address ?? '',
    contactName: site.contactName ?? '',
  });
  const [phone, setPhone] = useState('');
  const labels = {
    name: t.steps.demand.siteName,
    address: t.steps.demand.address,
    contactName: t.steps.demand.contactName,
  };
  const close = async () => {
    await reloadSites();
    onClose();
  };
  const orNone = (text: string) => (text.trim() === '' ? null : text);
  const edit = useEdit<Site>(
    site.version,
    (version) =>
      call('PATCH /events/:eventId/sites/:siteId', {
        params: { eventId, siteId: site.id },
        body: {
          version,
          name: texts.name,
          address: orNone(texts.address),
          contactName: orNone(texts.contactName),
          ...(phone === '' ? {} : { contactPhone: phone }),
        },
      }),
    async () => {
      sayDone((words) => words.edits.saved);
      await close();
    },
  );
  const lines = (theirs: Site) => [
    ...FIELDS.map((field) => ({
      label: labels[field],
      theirs: theirs[field] ?? '',
      mine: texts[field].trim(),
    })),
    {
      label: t.steps.demand.contactPhone,
      theirs: theirs.contactPhone ?? '',
      mine: phone === '' ? (theirs.contactPhone ?? '') : phone,
    },
  ];
  return (
    <EditDialog
      title={`${t.edits.site}: ${site.name}`}
      edit={edit}
      lines={lines}
      onTheirs={close}
      onClose={onClose}
    >
      {FIELDS.map((field) => (
        <Field key={field} label={labels[field]}>
          <input
            required={field === 'name'}
            maxLength={MOST[field]}
            value={texts[field]}
            onInput={(event) => setTexts({ ...texts, [field]: event.currentTarget.value })}
          />
        </Field>
      ))}
      <Field
        label={t.steps.demand.contactPhone}
        hint={site.contactPhone === null ? undefined : t.edits.phoneStays(site.contactPhone)}
      >
        <input
          type="tel"
          maxLength={20}
          value={phone}
          onInput={(event) => setPhone(event.currentTarget.value)}
        />
      </Field>
    </EditDialog>
  );
}
