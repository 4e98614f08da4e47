import { useState } from 'preact/hooks';
import { toast } from '../../shared/toast.js';
import { Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { boardTexts, useBoardTexts } from '../texts/index.js';

export function PasswordCard(props: { login: string; onChange: () => Promise<void> }) {
  const t = useBoardTexts().account.password;
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = async () => {
    if (next !== again) {
      toast.bad({ vi: boardTexts.vi.account.password.differs, en: boardTexts.en.account.password.differs });
      return;
    }
    await call('POST /account/password', { body: { current, next } });
    for (const clear of [setCurrent, setNext, setAgain]) clear('');
    sayDone((all) => all.account.password.done);
    await props.onChange();
  };
  const field = (label: string, value: string, set: (text: string) => void, kind: 'current' | 'new') => (
    <Field label={label}>
      <input
        type="password"
        required
        minLength={kind === 'new' ? 8 : undefined}
        maxLength={200}
        autocomplete={`${kind}-password`}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </Field>
  );
  return (
    <section class="card">
      <header class="card-head">
        <div>
          <h2>{t.title}</h2>
          <p class="soft">{t.hint}</p>
        </div>
      </header>
      <div class="pad">
        <Form submit={t.submit} onSubmit={change}>
          {/* For password managers: whose password this is. */}
          <input type="hidden" name="username" autocomplete="username" value={props.login} />
          <div class="two">
            {field(t.current, current, setCurrent, 'current')}
            {field(t.next, next, setNext, 'new')}
            {field(t.again, again, setAgain, 'new')}
          </div>
        </Form>
      </div>
    </section>
  );
}
