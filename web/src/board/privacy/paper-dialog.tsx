import { useState } from 'preact/hooks';
import type { Minor, Relation } from '../../../../src/contracts/privacy.js';
import { DateField } from '../../shared/date-field.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

const RELATIONS = ['mother', 'father', 'other'] as const satisfies readonly Relation[];

/** What stands on a signed paper: that is the proof, and the unit keeps it. */
export function PaperDialog(props: { minor: Minor; onDone: () => Promise<void>; onClose: () => void }) {
  const t = useBoardTexts().privacy.minors;
  const [guardianName, setName] = useState('');
  const [relation, setRelation] = useState<Relation>('mother');
  const [signedOn, setSignedOn] = useState('');
  const [both, setBoth] = useState(false);
  const go = async () => {
    await call('POST /people/:personId/guardian-consent', {
      params: { personId: props.minor.personId },
      body: { guardianName, relation, signedOn, childAgrees: true },
    });
    sayDone((words) => words.privacy.minors.recorded);
    await props.onDone();
  };
  return (
    <Dialog title={t.recordOf(props.minor.fullName)} onClose={props.onClose}>
      <Form submit={t.submit} onSubmit={go} onCancel={props.onClose} disabled={!both}>
        <Field label={t.guardian}>
          <input
            required
            minLength={2}
            maxLength={120}
            value={guardianName}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Field label={t.relation}>
          <select
            value={relation}
            onChange={(event) => {
              const chosen = RELATIONS.find((one) => one === event.currentTarget.value);
              if (chosen) setRelation(chosen);
            }}
          >
            {RELATIONS.map((one) => (
              <option key={one} value={one}>
                {t.relations[one]}
              </option>
            ))}
          </select>
        </Field>
        <DateField label={t.signedOn} value={signedOn} type="date" required onInput={setSignedOn} />
        <label class="tick-line">
          <input type="checkbox" checked={both} onChange={(event) => setBoth(event.currentTarget.checked)} />
          {t.both}
        </label>
      </Form>
    </Dialog>
  );
}
