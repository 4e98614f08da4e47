import { useState } from 'preact/hooks';
import { Field, Form } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import type { NewEntry } from './send-check-in.js';

/** For those without a working phone, and for a scanner that types what it reads. */
export function GateDesk(props: { siteId: string; onSend: (entry: NewEntry) => Promise<void> }) {
  const words = useBoardTexts().steps.gate;
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const { siteId } = props;
  return (
    <section class="panel gate-desk" aria-label={words.desk}>
      <h2>{words.desk}</h2>
      <div class="two">
        <Form
          submit={words.phoneSubmit}
          onSubmit={async () => {
            await props.onSend({ method: 'desk', siteId, phone });
            setPhone('');
          }}
        >
          <Field label={words.phone}>
            <input
              type="tel"
              required
              minLength={8}
              maxLength={20}
              autocomplete="off"
              value={phone}
              onInput={(event) => setPhone(event.currentTarget.value)}
            />
          </Field>
        </Form>
        <Form
          submit={words.ownCodeSubmit}
          onSubmit={async () => {
            await props.onSend({ method: 'own_code', siteId, ownCode: code });
            setCode('');
          }}
        >
          <Field label={words.ownCode}>
            <input
              required
              minLength={6}
              maxLength={240}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              title={words.ownCodeHint}
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          </Field>
        </Form>
      </div>
    </section>
  );
}
