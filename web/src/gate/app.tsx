import { useEffect, useState } from 'preact/hooks';
import { jitter } from '../live-client/timers.js';
import { Button, Empty, Loading } from '../shared/ui.js';
import { ChooseGate } from './choose-gate.js';
import { Gate } from './gate.js';
import { closed, openGate, type Opened } from './open-gate.js';
import { Pairing } from './pairing.js';
import { to, useRoute } from './router.js';
import { SignedOut } from './signed-out.js';
import { StartFrame } from './start-frame.js';
import { openVault, type Vault } from './store/vault.js';
import { useGateTexts } from './texts.js';

const TRY_AGAIN_MS = 8_000;

export function App() {
  const route = useRoute();
  const [vault, setVault] = useState<Vault | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [fault, setFault] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => void openVault().then(setVault), []);
  useEffect(() => {
    if (vault === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    setOpened(null);
    openGate(route, vault).then(
      (answer) => {
        if (!current) return;
        setOpened(answer);
        if (answer.kind === 'unreachable')
          timer = setTimeout(() => setAttempt((n) => n + 1), jitter(TRY_AGAIN_MS));
      },
      (thrown: unknown) => setFault(new Error('The gate could not be opened.', { cause: thrown })),
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [vault, route, attempt]);

  if (fault !== null) throw fault;
  if (vault === null || opened === null) return <Loading />;
  switch (opened.kind) {
    case 'gate':
      return (
        <Gate
          key={`${opened.eventId} ${opened.siteId} ${opened.keeper.id}`}
          gate={opened}
          vault={vault}
          onLost={() =>
            void vault
              .book(Date.now())
              .then((kept) => closed(opened.keeper.kind, kept, vault))
              .then(setOpened)
          }
          onLeft={() => {
            location.hash = to.start;
            setAttempt((n) => n + 1);
          }}
        />
      );
    case 'pairing':
      return <Pairing notice={opened.notice} vault={vault} onSession={() => setAttempt((n) => n + 1)} />;
    case 'choosing':
      return <ChooseGate eventId={opened.eventId} />;
    case 'signed_out':
      return <SignedOut notice={opened.notice} route={route} vault={vault} />;
    case 'unreachable':
      return <Unreachable onRetry={() => setAttempt((n) => n + 1)} />;
  }
}

function Unreachable(props: { onRetry: () => void }) {
  const words = useGateTexts().start;
  return (
    <StartFrame>
      <Empty title={words.unreachable} hint={words.unreachableHint}>
        <Button look="primary" onClick={props.onRetry}>
          {words.retry}
        </Button>
      </Empty>
    </StartFrame>
  );
}
