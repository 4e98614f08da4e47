import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../../src/contracts/people.js';
import { jitter } from '../live-client/index.js';
import { ApiError } from '../shared/api.js';
import { Toasts } from '../shared/toast.js';
import { Loading } from '../shared/ui.js';
import { AccountPage } from './account/account-page.js';
import { ConfirmHost } from './account/confirm-host.js';
import { useProviderFault } from './account/provider-log-in.js';
import { StaffPage } from './admin/staff-page.js';
import { TextsPage } from './admin/texts-page.js';
import { AuditPage } from './audit/audit-page.js';
import { NumbersPage } from './behind/numbers-page.js';
import { BroadcastPage } from './broadcasts/broadcast-page.js';
import { BroadcastsPage } from './broadcasts/broadcasts-page.js';
import { call } from './client.js';
import { ClosingPage } from './closing/closing-page.js';
import { DayPage } from './day/day-page.js';
import { DevicesPage } from './devices/devices-page.js';
import { EventsPage } from './events/events-page.js';
import { LogIn } from './log-in.js';
import { LoadFailed } from './page-shell.js';
import { PlanPage } from './plan/plan-page.js';
import { PrivacyPage } from './privacy/privacy-page.js';
import { ReplayPage } from './replay/replay-page.js';
import { ResultsPage } from './results/results-page.js';
import { type Route, to, useRoute } from './router.js';
import { ScreensPage } from './screens/screens-page.js';
import { SessionContext } from './session.js';
import { UnitsPage } from './units/units-page.js';

const ASK_AGAIN_MS = 8_000;

export function App() {
  const route = useRoute();
  // A device at a gate has no account: it never asks for one.
  return route.page === 'device' ? <ToGate route={route} /> : <StaffBoard />;
}

function StaffBoard() {
  const [session, setSession] = useState<Session | 'none' | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  // A server that does not answer has not said that nobody is signed in.
  const ask = () =>
    call('GET /sessions/me', { query: { kind: 'staff' } }).then(setSession, (thrown: unknown) => {
      if (thrown instanceof ApiError && thrown.status === 401) setSession('none');
      else setFailed(thrown);
    });
  useEffect(() => {
    void ask();
  }, []);
  useEffect(() => {
    if (failed === null || session !== null) return undefined;
    const again = setTimeout(() => void ask(), jitter(ASK_AGAIN_MS));
    return () => clearTimeout(again);
  }, [failed, session]);
  useProviderFault();
  const logOut = async () => {
    await call('DELETE /sessions/me', { query: { kind: 'staff' } }).catch((thrown: unknown) => {
      if (!(thrown instanceof ApiError) || thrown.status !== 401) throw thrown;
    });
    location.hash = to.events;
    setSession('none');
  };
  return (
    <>
      {session === null && failed === null && <Loading />}
      {session === null && failed !== null && (
        <main class="page-main">
          <LoadFailed error={failed} onRetry={ask} />
        </main>
      )}
      {session === 'none' && <LogIn onSession={setSession} />}
      {session !== null && session !== 'none' && (
        <SessionContext.Provider value={{ session, logOut, lost: () => setSession('none') }}>
          <Page />
          <ConfirmHost />
        </SessionContext.Provider>
      )}
      <Toasts />
    </>
  );
}

function Page() {
  const route = useRoute();
  switch (route.page) {
    case 'events':
      return <EventsPage />;
    case 'day':
      return <DayPage key={route.eventId} eventId={route.eventId} />;
    case 'numbers':
      return <NumbersPage key={route.eventId} eventId={route.eventId} />;
    case 'replay':
      return <ReplayPage key={route.eventId} eventId={route.eventId} />;
    case 'results':
      return <ResultsPage key={route.eventId} eventId={route.eventId} />;
    case 'plan':
      return <PlanPage key={route.planId} eventId={route.eventId} planId={route.planId} />;
    case 'closing':
      return <ClosingPage key={route.eventId} eventId={route.eventId} />;
    case 'broadcasts':
      return <BroadcastsPage key={route.eventId} eventId={route.eventId} />;
    case 'broadcast':
      return (
        <BroadcastPage key={route.broadcastId} eventId={route.eventId} broadcastId={route.broadcastId} />
      );
    case 'gate':
    case 'device':
      return <ToGate route={route} />;
    case 'units':
      return <UnitsPage />;
    case 'devices':
      return <DevicesPage key={route.eventId} eventId={route.eventId} />;
    case 'screens':
      return <ScreensPage key={route.eventId} eventId={route.eventId} />;
    case 'staff':
      return <StaffPage />;
    case 'privacy':
      return <PrivacyPage />;
    case 'texts':
      return <TextsPage />;
    case 'account':
      return <AccountPage />;
    case 'audit':
      return <AuditPage />;
  }
}

/** A gate has a face of its own; older addresses of the board, and its log-in, lead there. */
function ToGate({ route }: { route: Extract<Route, { page: 'gate' | 'device' }> }) {
  useEffect(() => location.replace(route.page === 'device' ? to.device : route.address), []);
  return <Loading />;
}
