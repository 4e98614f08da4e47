import { useEffect, useState } from 'preact/hooks';
import type { OrgUnit } from '../../../../src/contracts/people.js';
import { toast } from '../../shared/toast.js';
import { DateField } from '../../shared/date-field.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';

export function CampaignDialog(props: { onDone: () => Promise<void>; onClose: () => void }) {
  const t = useBoardTexts();
  const [units, setUnits] = useState<OrgUnit[]>([]);
  const [orgUnitId, setUnit] = useState('');
  const [title, setTitle] = useState('');
  const [theme, setTheme] = useState('');
  const [startsOn, setStart] = useState('');
  const [endsOn, setEnd] = useState('');
  useEffect(() => {
    call('GET /org-units').then((all) => {
      const leads = all.filter((unit) => unit.kind === 'province');
      const shown = leads.length > 0 ? leads : all;
      setUnits(shown);
      setUnit(shown[0]?.id ?? '');
    }, toast.error);
  }, []);
  const save = async () => {
    await call('POST /campaigns', {
      body: { orgUnitId, title, startsOn, endsOn, ...(theme === '' ? {} : { theme }) },
    });
    await props.onDone();
  };
  return (
    <Dialog title={t.events.newCampaign} onClose={props.onClose}>
      <Form submit={t.events.create} onSubmit={save} onCancel={props.onClose}>
        <Field label={t.events.title}>
          <input
            required
            maxLength={200}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </Field>
        <Field label={t.events.theme}>
          <input maxLength={300} value={theme} onInput={(event) => setTheme(event.currentTarget.value)} />
        </Field>
        <Field label={t.events.unit}>
          <select required value={orgUnitId} onChange={(event) => setUnit(event.currentTarget.value)}>
            {units.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {unit.name}
              </option>
            ))}
          </select>
        </Field>
        <div class="two">
          <DateField label={t.events.startsOn} value={startsOn} type="date" required onInput={setStart} />
          <DateField
            label={t.events.endsOn}
            value={endsOn}
            type="date"
            required
            min={startsOn}
            onInput={setEnd}
          />
        </div>
      </Form>
    </Dialog>
  );
}
