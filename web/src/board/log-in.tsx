import { useState } from 'preact/hooks';
import type { Session } from '../../../src/contracts/people.js';
import type { Enrolled, Enrolment } from '../../../src/contracts/staff-account.js';
import { ApiError } from '../shared/api.js';
import { Field, Form, LangSwitch } from '../shared/ui.js';
import { CodeField } from './account/code-field.js';
import { EnrolForm } from './account/enrol-form.js';
import { ProviderLogIn } from './account/provider-log-in.js';
import { RecoveryCodes } from './account/recovery-codes.js';
import { callPlain as call } from './client.js';
import { to } from './router.js';
import { useBoardTexts } from './texts/index.js';

/** What the server asks for next. The password stays in this page's memory until it is through. */
type Step =
  | { name: 'password' }
  | { name: 'code' }
  | { name: 'enrol'; enrolment: Enrolment }
  | { name: 'codes'; enrolled: Enrolled };

export function LogIn(props: { onSession: (session: Session) => void }) {
  const t = useBoardTexts();
  const [step, setStep] = useState<Step>({ name: 'password' });
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const given = { login, password };

  const enter = async () => {
    const body = step.name === 'code' ? { ...given, code } : given;
    try {
      props.onSession(await call('POST /sessions/staff', { body }));
    } catch (thrown) {
      setCode('');
      const asked = thrown instanceof ApiError ? thrown.body.code : '';
      if (asked === 'second_factor_needed') setStep({ name: 'code' });
      else if (asked === 'enrolment_needed') {
        setStep({ name: 'enrol', enrolment: await call('POST /sessions/staff/enrolment', { body: given }) });
      } else throw thrown;
    }
  };
  const enrol = async (first: string) => {
    const enrolled = await call('POST /sessions/staff/enrolment/confirm', {
      body: { ...given, code: first },
    });
    setStep({ name: 'codes', enrolled });
  };
  const back = () => {
    setStep({ name: 'password' });
    setPassword('');
    setCode('');
  };
  const lead = {
    password: t.logIn.lead,
    code: login,
    enrol: t.account.enrol.title,
    codes: t.account.codes.title,
  };
  return (
    <main class="log-in">
      <div class="log-in-card">
        <header>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <div>
            <h1>{t.appName}</h1>
            <p class="soft">{lead[step.name]}</p>
          </div>
          <LangSwitch />
        </header>
        {step.name === 'password' && (
          <Form key="password" submit={t.logIn.submit} onSubmit={enter}>
            <Field label={t.logIn.login}>
              <input
                name="username"
                autocomplete="username"
                autocapitalize="none"
                spellcheck={false}
                autofocus
                required
                value={login}
                onInput={(event) => setLogin(event.currentTarget.value)}
              />
            </Field>
            <Field label={t.logIn.password}>
              <input
                type="password"
                name="password"
                autocomplete="current-password"
                required
                value={password}
                onInput={(event) => setPassword(event.currentTarget.value)}
              />
            </Field>
          </Form>
        )}
        {step.name === 'password' && <ProviderLogIn />}
        {step.name === 'code' && (
          <Form key="code" submit={t.logIn.submit} onSubmit={enter} onCancel={back}>
            <p>{t.account.codeLead}</p>
            <CodeField value={code} onInput={setCode} />
          </Form>
        )}
        {step.name === 'enrol' && (
          <>
            <p class="log-in-lead">{t.account.enrol.lead}</p>
            <EnrolForm enrolment={step.enrolment} onCode={enrol} onCancel={back} />
          </>
        )}
        {step.name === 'codes' && (
          <RecoveryCodes
            codes={step.enrolled.recoveryCodes}
            onKept={() => props.onSession(step.enrolled.session)}
          />
        )}
        {step.name === 'password' && (
          <p>
            <a href={to.device}>{t.access.deviceLink}</a>
          </p>
        )}
      </div>
    </main>
  );
}
