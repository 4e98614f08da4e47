import { useState } from 'preact/hooks';
import type { Enrolment } from '../../../../src/contracts/staff-account.js';
import { Qr } from '../../shared/qr.js';
import { Form } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import { CodeField } from './code-field.js';

/** Sets an authenticator app up: a code to scan or to type, then a code of the app as proof. */
export function EnrolForm(props: {
  enrolment: Enrolment;
  onCode: (code: string) => Promise<unknown>;
  onCancel: () => void;
}) {
  const t = useBoardTexts().account.enrol;
  const [code, setCode] = useState('');
  return (
    <Form
      submit={t.submit}
      onCancel={props.onCancel}
      onSubmit={() => props.onCode(code.replace(/\s/g, '')).finally(() => setCode(''))}
    >
      <p>{t.scan}</p>
      <div class="enrol-qr">
        <Qr text={props.enrolment.uri} label={t.qr} />
      </div>
      <p class="soft">
        {t.typed} <code class="typed-secret">{props.enrolment.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <p>{t.enter}</p>
      <CodeField value={code} onInput={setCode} appOnly />
    </Form>
  );
}
