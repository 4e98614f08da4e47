import { useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Empty, Form, Loading } from '../../shared/ui.js';
import { BehindNumbers } from '../behind/use-behind.js';
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

/** While people still come, the figure that is about to be signed must not be an old one. */
const ASK_MS = 5_000;

/** The figure of an event: signed once, what was added since, and what waits for a decision. */
export function ClosingPage(props: { eventId: string }) {
  const words = useBoardTexts().closing;
  const { eventId } = props;
  const may = useMay(...ORGANISERS);
  const mayRead = useMay(...ORGANISERS, 'auditor');
  const [asking, ask] = useState(false);
  const loaded = useLoad(
    async () => {
      const params = { eventId };
      const [event, state] = await Promise.all([
        call('GET /events/:eventId', { params }),
        call('GET /events/:eventId/closing', { params }),
      ]);
      return { event, state };
    },
    eventId,
    ASK_MS,
  );
  const { data, error, reload } = loaded;
  // The lists stay as they are while somebody works in them: only what was done here moves their rows.
  const [version, setVersion] = useState(0);
  const changed = async () => {
    await reload();
    setVersion((before) => before + 1);
  };
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
        <BehindNumbers eventId={eventId}>
          <FigureCard state={state} stale={error !== null}>
            {may && event.state === 'live' && (
              <Button look="primary" onClick={() => ask(true)}>
                {words.close}
              </Button>
            )}
          </FigureCard>
          <AuditCard eventId={eventId} audit={state.audit} />
          {mayRead && (
            <KeptScans
              eventId={eventId}
              mayDecide={may}
              onChanged={changed}
              version={version}
              undecided={state.undecided}
            />
          )}
          {mayRead && <LedgerList eventId={eventId} mayVoid={may} onChanged={changed} version={version} />}
        </BehindNumbers>
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
