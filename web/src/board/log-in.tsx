import { useState } from 'preact/hooks';
import type { Session } from '../../../src/contracts/people.js';
import { Field, Form, LangSwitch } from '../shared/ui.js';
import { call } from './client.js';
import { useBoardTexts } from './texts/index.js';

export function LogIn(props: { onSession: (session: Session) => void }) {
  const t = useBoardTexts();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  return (
    <main class="log-in">
      <div class="log-in-card">
        <header>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <div>
            <h1>{t.appName}</h1>
            <p class="soft">{t.logIn.lead}</p>
          </div>
          <LangSwitch />
        </header>
        <Form
          submit={t.logIn.submit}
          onSubmit={async () =>
            props.onSession(await call('POST /sessions/staff', { body: { login, password } }))
          }
        >
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
      </div>
    </main>
  );
}
