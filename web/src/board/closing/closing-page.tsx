import { useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Empty, Form, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { ORGANISERS, useMay } from '../session.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { AuditCard } from './audit-card.js';
import { FigureCard } from './figure-card.js';
import { KeptScans } from './kept-scans.js';
import { LedgerList } from './ledger-list.js';

/** The figure of an event: signed once, what was added since, and what waits for a decision. */
export function ClosingPage(props: { eventId: string }) {
  const words = useBoardTexts().closing;
  const { eventId } = props;
  const may = useMay(...ORGANISERS);
  const mayRead = useMay(...ORGANISERS, 'auditor');
  const [asking, ask] = useState(false);
  const loaded = useLoad(async () => {
    const params = { eventId };
    const [event, state] = await Promise.all([
      call('GET /events/:eventId', { params }),
      call('GET /events/:eventId/closing', { params }),
    ]);
    return { event, state };
  }, eventId);
  const { data, error, reload } = loaded;
  if (!data) {
    return (
      <PageShell title={words.title} back={to.day(eventId)}>
        {error === null ? <Loading /> : <LoadFailed error={error} onRetry={reload} />}
      </PageShell>
    );
  }
  const { event, state } = data;
  const begun = event.state === 'live' || event.state === 'closed';
  const close = async () => {
    await call('POST /events/:eventId/state', { params: { eventId }, body: { to: 'closed' } }).finally(
      reload,
    );
    ask(false);
    sayDone((t) => t.closing.closed);
  };
  return (
    <PageShell title={`${words.title}: ${event.title}`} back={to.day(eventId)}>
      {begun ? (
        <>
          <FigureCard state={state}>
            {may && event.state === 'live' && (
              <Button look="primary" onClick={() => ask(true)}>
                {words.close}
              </Button>
            )}
          </FigureCard>
          <AuditCard eventId={eventId} audit={state.audit} />
          {mayRead && <KeptScans eventId={eventId} mayDecide={may} onChanged={reload} version={state.rev} />}
          {mayRead && <LedgerList eventId={eventId} mayVoid={may} onChanged={reload} version={state.rev} />}
        </>
      ) : (
        <section class="card">
          <Empty title={words.notLive} hint={words.notLiveHint} />
        </section>
      )}
      {asking && (
        <Dialog title={words.closeTitle} onClose={() => ask(false)}>
          <Form submit={words.close} onSubmit={close} onCancel={() => ask(false)} danger>
            <p class="digits">{words.closeSure(fmt.number(state.now.people), fmt.number(state.now.turns))}</p>
            <p>{words.closeLater}</p>
            {state.undecided > 0 && <p class="digits">{words.closeUndecided(fmt.number(state.undecided))}</p>}
          </Form>
        </Dialog>
      )}
    </PageShell>
  );
}
