import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../../../src/contracts/people.js';
import { ApiError, createApi } from '../../shared/api.js';
import { fmt } from '../../shared/i18n.js';
import { LangSwitch, Loading } from '../../shared/ui.js';
import { usePairing } from '../../shared/use-pairing.js';
import { call, speakAs } from '../client.js';
import { GateFace } from '../gate/gate-page.js';
import { LoadFailed } from '../page-shell.js';
import { to } from '../router.js';
import { SessionContext } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

const ASK_MS = 10_000;
const gate = createApi('gate');

/** A tablet without an account: it shows a code until an organiser lets it in, then it is a gate. */
export function DeviceFace() {
  const [session, setSession] = useState<Session | 'none' | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const ask = async () => {
    try {
      setSession(await gate('GET /sessions/me', { query: { kind: 'gate' } }));
    } catch (thrown) {
      // A server that does not answer has not ended the session: a tablet that is let in waits for it.
      if (thrown instanceof ApiError && thrown.status === 401) setSession('none');
      else setFault(thrown);
    }
  };
  useEffect(() => {
    speakAs('gate');
    void ask();
    return () => speakAs('staff');
  }, []);
  useEffect(() => {
    if (fault === null || session !== null) return undefined;
    const timer = setTimeout(() => void ask(), ASK_MS);
    return () => clearTimeout(timer);
  }, [fault, session]);
  if (session === null) {
    return fault === null ? <Loading /> : <LoadFailed error={fault} onRetry={ask} />;
  }
  if (session === 'none') return <PairingFace onSession={setSession} />;
  const signedIn = { session, logOut: () => Promise.resolve(), lost: () => setSession('none') };
  return (
    <SessionContext.Provider value={signedIn}>
      <DeviceGate lost={() => setSession('none')} />
    </SessionContext.Provider>
  );
}

function PairingFace(props: { onSession: (session: Session) => void }) {
  const words = useBoardTexts().access.device;
  const { shown, offline } = usePairing(gate, 'gate', props.onSession);
  return (
    <main class="log-in">
      <div class="log-in-card pairing">
        <header>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <div>
            <h1>{words.title}</h1>
          </div>
          <LangSwitch />
        </header>
        <p>{words.lead}</p>
        {shown ? (
          <>
            <strong class="pairing-code digits" data-testid="pairing-code">
              {shown.code}
            </strong>
            <p class="soft digits">{words.until(fmt.time(shown.expiresAt))}</p>
          </>
        ) : (
          <p class="soft">{words.opening}</p>
        )}
        {offline && (
          <p class="warn-words" role="status">
            ▲ {words.offline}
          </p>
        )}
        <p>
          <a href={to.events}>{words.back}</a>
        </p>
      </div>
    </main>
  );
}

/** What the device may see of itself, asked again now and then: its sign of life, and how it learns it is out. */
function DeviceGate(props: { lost: () => void }) {
  const self = useLoad(() => call('GET /devices/self'), 'self', ASK_MS);
  useEffect(() => {
    if (self.error instanceof ApiError && [401, 403, 404].includes(self.error.status)) props.lost();
  }, [self.error]);
  if (!self.data?.site) {
    return self.error === null ? <Loading /> : <LoadFailed error={self.error} onRetry={self.reload} />;
  }
  const { event, site } = self.data;
  return <GateFace event={event} site={site} />;
}
