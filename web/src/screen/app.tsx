import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { jitter } from '../live-client/index.js';
import { Calm } from './calm.js';
import { Hall } from './hall.js';
import { HallReplay } from './hall-replay.js';
import { type Opened, ofScreen, openScreen } from './open-screen.js';
import { PairingCode } from './pairing-code.js';
import { screenTexts } from './texts.js';

const TRY_AGAIN_MS = 5_000;

export function App(props: {
  token: string | null;
  eventId: string | null;
  /** How fast a passed day is shown; null: the present. */
  replay: number | null;
}) {
  const t = useTexts(screenTexts);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    void openScreen(props.token, props.eventId).then((answer) => {
      setOpened(answer);
      if (answer.kind !== 'unreachable') return;
      timer = setTimeout(() => setAttempt((n) => n + 1), jitter(TRY_AGAIN_MS));
    });
    return () => clearTimeout(timer);
  }, [attempt, props.token, props.eventId]);

  if (opened === null) return <Calm notice={t.opening} />;
  switch (opened.kind) {
    case 'open':
      if (props.replay !== null) {
        return <HallReplay eventId={opened.eventId} as={opened.as} speed={props.replay} />;
      }
      return <Hall eventId={opened.eventId} as={opened.as} />;
    case 'unreachable':
      return <Calm notice={t.unreachable} />;
    case 'closed':
      return (
        <Calm notice={opened.why === 'link_refused' ? t.linkRefused : undefined} steps>
          <PairingCode onSession={(session) => setOpened(ofScreen(session))} />
        </Calm>
      );
  }
}
