import { useEffect, useState } from 'preact/hooks';
import { fmt, say, type Sentence, useTexts } from '../shared/i18n.js';
import { sentenceOf } from '../shared/toast.js';
import { LangSwitch } from '../shared/ui.js';
import type { Me } from './open-phone.js';
import { openOutboxStore } from './outbox-store.js';
import { api } from './phone-api.js';
import { isWaiting } from './saved-check-in.js';
import { phoneTexts } from './texts.js';

/** The code is what comes next: the keyboard is there for it. */
const focusOnce = (input: HTMLInputElement | null) => input?.focus();

/** Nobody is signed in: says so, why, and what to do. */
export function SignIn(props: { refused: Sentence | null; onSignedIn: (me: Me) => void }) {
  const t = useTexts(phoneTexts);
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sentUntil, setSentUntil] = useState<string | null>(null);
  const [problem, setProblem] = useState<Sentence | null>(props.refused);
  const [busy, setBusy] = useState(false);
  const waiting = useWaiting();

  const go = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      if (sentUntil === null) {
        setSentUntil((await api('POST /sessions/codes', { body: { phone } })).expiresAt);
      } else {
        props.onSignedIn(await api('POST /sessions/volunteer', { body: { phone, code } }));
      }
    } catch (thrown) {
      setProblem(sentenceOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="sign-in">
      <header>
        <h1>{t.signIn.title}</h1>
        <LangSwitch />
      </header>
      {problem && (
        <p class="problem" role="alert">
          {say(problem)}
        </p>
      )}
      {waiting > 0 && <p class="state wait">{t.signIn.waiting(waiting)}</p>}
      <p>{t.signIn.howTo}</p>
      <form onSubmit={(event) => void go(event)}>
        <label for="phone">{t.signIn.phone}</label>
        <input
          id="phone"
          class="input"
          type="tel"
          autoComplete="tel"
          required
          readOnly={sentUntil !== null}
          value={phone}
          onInput={(event) => setPhone(event.currentTarget.value)}
        />
        {sentUntil !== null && (
          <>
            <p class="hint">{t.signIn.codeSent(phone, fmt.time(sentUntil))}</p>
            <label for="code">{t.signIn.code}</label>
            <input
              id="code"
              ref={focusOnce}
              class="code-input"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9]{6}"
              maxLength={6}
              required
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          </>
        )}
        <button type="submit" class="button primary" disabled={busy} aria-busy={busy}>
          {sentUntil === null ? t.signIn.askCode : t.signIn.enter}
        </button>
        {sentUntil !== null && (
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              setSentUntil(null);
              setCode('');
              setProblem(null);
            }}
          >
            {t.signIn.otherPhone}
          </button>
        )}
      </form>
    </main>
  );
}

/** Check-ins on this phone that wait for somebody to sign in. */
function useWaiting(): number {
  const [waiting, setWaiting] = useState(0);
  useEffect(() => {
    void openOutboxStore()
      .then((store) => store.all())
      .then((all) => setWaiting(all.filter(isWaiting).length));
  }, []);
  return waiting;
}
