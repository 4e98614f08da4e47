import { useState } from 'preact/hooks';
import type { MyData } from '../../../../src/contracts/privacy.js';
import { DateField } from '../../shared/date-field.js';
import { type Sentence, useTexts } from '../../shared/i18n.js';
import { toast } from '../../shared/toast.js';
import { Dialog, Form } from '../../shared/ui.js';
import { api } from '../phone-api.js';
import { inBoth, rightsTexts } from './texts.js';

/** What harms nobody is changed at once; name and birth date are asked of the office. */
export function CorrectSheet(props: {
  person: MyData['person'];
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useTexts(rightsTexts);
  const { person } = props;
  const [hasVehicle, setHasVehicle] = useState(person.hasVehicle);
  const [distance, setDistance] = useState(person.maxDistanceKm?.toString() ?? '');
  const [fullName, setFullName] = useState(person.fullName);
  const [phone, setPhone] = useState('');
  const [birthDate, setBirthDate] = useState(person.birthDate ?? '');
  const done = async (said: Sentence) => {
    await props.onDone();
    toast.good(said);
    props.onClose();
  };
  const save = async () => {
    const maxDistanceKm = distance === '' ? null : Number(distance);
    await api('PUT /me/data', { body: { hasVehicle, maxDistanceKm } });
    await done(inBoth((words) => words.correct.saved));
  };
  const newName = fullName.trim() !== person.fullName && fullName.trim() !== '';
  const newDate = birthDate !== (person.birthDate ?? '') && birthDate !== '';
  const newPhone = phone.trim() !== '';
  const send = async () => {
    await api('POST /me/privacy-requests', {
      body: {
        kind: 'correct',
        ...(newName ? { fullName } : {}),
        ...(newDate ? { birthDate } : {}),
        ...(newPhone ? { phone } : {}),
      },
    });
    await done(inBoth((words) => words.correct.sent));
  };
  return (
    <Dialog title={t.correct.title} onClose={props.onClose}>
      <div class="sheet">
        <h3>{t.correct.atOnce}</h3>
        <Form submit={t.correct.save} onSubmit={save}>
          <label class="tick">
            <input
              type="checkbox"
              checked={hasVehicle}
              onChange={(event) => setHasVehicle(event.currentTarget.checked)}
            />
            {t.held.vehicle}
          </label>
          <label for="distance">{t.correct.distance}</label>
          <input
            id="distance"
            class="input"
            type="number"
            inputMode="numeric"
            min={1}
            max={500}
            value={distance}
            onInput={(event) => setDistance(event.currentTarget.value)}
          />
        </Form>
        <h3>{t.correct.byOffice}</h3>
        <Form submit={t.correct.send} onSubmit={send} disabled={!newName && !newDate && !newPhone}>
          <label for="full-name">{t.held.name}</label>
          <input
            id="full-name"
            class="input"
            required
            maxLength={120}
            value={fullName}
            onInput={(event) => setFullName(event.currentTarget.value)}
          />
          <DateField label={t.held.birthDate} value={birthDate} type="date" onInput={setBirthDate} />
          <label for="new-phone">{t.correct.newPhone}</label>
          <input
            id="new-phone"
            class="input"
            type="tel"
            maxLength={20}
            value={phone}
            onInput={(event) => setPhone(event.currentTarget.value)}
          />
        </Form>
      </div>
    </Dialog>
  );
}
