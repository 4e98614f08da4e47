import { useState } from 'preact/hooks';
import { DateField } from '../../../shared/date-field.js';
import { useTexts } from '../../../shared/i18n.js';
import { Form } from '../../../shared/ui.js';
import { askTexts } from './texts.js';

/** Asked before anything else of whom the roll does not know how old they are. */
export function BirthDateScreen(props: { onTell: (birthDate: string) => Promise<void> }) {
  const t = useTexts(askTexts);
  const [birthDate, setBirthDate] = useState('');
  return (
    <main class="consents">
      <h1>{t.birthDate.title}</h1>
      <p>{t.birthDate.lead}</p>
      <Form submit={t.birthDate.submit} onSubmit={() => props.onTell(birthDate)} disabled={birthDate === ''}>
        <DateField label={t.birthDate.label} value={birthDate} type="date" required onInput={setBirthDate} />
      </Form>
    </main>
  );
}
