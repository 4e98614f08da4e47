import { useLayoutEffect, useState } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { jitter } from '../live-client/index.js';
import { Button, Empty, Loading } from '../shared/ui.js';
import { Home } from './home.js';
import { takeFirst } from './first-answers.js';
import { later } from './later.js';
import { type Opened, openPhone } from './open-phone.js';
import { recall } from './remembered.js';
import { phoneTexts } from './texts.js';

/** Most come by their link, and stay. */
const SignIn = later(async () => (await import('./sign-in.js')).SignIn);

const TRY_AGAIN_MS = 8_000;

export function App({ token }: { token: string | null }) {
  const t = useTexts(phoneTexts);
  // Who was here last sees what was known last at once, network or not; a link may be somebody else's.
  const [opened, setOpened] = useState<Opened | null>(() => (token === null ? asLastTime() : null));
  const [attempt, setAttempt] = useState(0);
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const again = () => setAttempt((n) => n + 1);
    void (takeFirst('opened') ?? openPhone(token)).then((answer) => {
      if (!current) return;
      if (answer.kind !== 'unreachable') {
        setOpened(answer);
        return;
      }
      setOpened(asLastTime() ?? answer);
      timer = setTimeout(again, jitter(TRY_AGAIN_MS));
      addEventListener('online', again, { once: true });
    });
    return () => {
      current = false;
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [attempt, token]);

  if (opened === null) return <Loading />;
  switch (opened.kind) {
    case 'signed_in':
      return (
        <Home
          key={opened.me.subjectId}
          me={opened.me}
          onSignedOut={() => setOpened({ kind: 'signed_out', refused: null })}
        />
      );
    case 'signed_out':
      return (
        <SignIn
          refused={opened.refused ?? (recall() ? sessionOver() : null)}
          onSignedIn={(me) => setOpened({ kind: 'signed_in', me })}
        />
      );
    case 'unreachable':
      return (
        <main class="sign-in">
          <Empty title={t.disconnected} hint={t.signIn.unreachable}>
            <Button look="primary" onClick={() => setAttempt((n) => n + 1)}>
              {t.tryAgain}
            </Button>
          </Empty>
        </main>
      );
  }
}

function asLastTime(): Opened | null {
  const last = recall();
  return last && { kind: 'signed_in', me: last.session };
}

const sessionOver = () => ({ vi: phoneTexts.vi.signIn.expired, en: phoneTexts.en.signIn.expired });
