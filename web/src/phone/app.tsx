import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { jitter } from '../live-client/index.js';
import { Button, Empty, Loading } from '../shared/ui.js';
import { Home } from './home.js';
import { type Opened, openPhone } from './open-phone.js';
import { recall } from './remembered.js';
import { SignIn } from './sign-in.js';
import { phoneTexts } from './texts.js';

const TRY_AGAIN_MS = 8_000;

export function App({ token }: { token: string | null }) {
  const t = useTexts(phoneTexts);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    void openPhone(token).then((answer) => {
      setOpened(answer);
      if (answer.kind !== 'unreachable') return;
      timer = setTimeout(() => setAttempt((n) => n + 1), jitter(TRY_AGAIN_MS));
    });
    return () => clearTimeout(timer);
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
          refused={opened.refused ?? (recall() ? SESSION_OVER : null)}
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

const SESSION_OVER = { vi: phoneTexts.vi.signIn.expired, en: phoneTexts.en.signIn.expired };
