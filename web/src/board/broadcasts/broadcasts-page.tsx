import { useState } from 'preact/hooks';
import type { Broadcast } from '../../../../src/contracts/broadcasts.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { type Communes, useCommunes } from '../communes.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { usePresence } from '../presence/use-presence.js';
import { to } from '../router.js';
import { BROADCASTERS, ORGANISERS, useMay } from '../session.js';
import { TableLinks } from '../steps/table-links.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { AudienceLine } from './audience-line.js';
import { SendDialog } from './send-dialog.js';

const ASK_MS = 5_000;

/** Everything that was broadcast in an event, the newest first. */
export function BroadcastsPage({ eventId }: { eventId: string }) {
  const t = useBoardTexts().broadcasts;
  usePresence(eventId, 'broadcasts', null);
  const may = useMay(...BROADCASTERS);
  const organises = useMay(...ORGANISERS);
  const [composes, setComposes] = useState(false);
  const loaded = useLoad(
    () => call('GET /events/:eventId/broadcasts', { params: { eventId } }),
    eventId,
    ASK_MS,
  );
  const event = useLoad(() => call('GET /events/:eventId', { params: { eventId } }), eventId);
  const communes = useCommunes(event.data?.provinceId ?? null);
  const list = useKept(loaded.data);
  const button = may && (
    <Button look="primary" onClick={() => setComposes(true)}>
      {t.new}
    </Button>
  );
  return (
    <PageShell title={t.title} back={to.day(eventId)}>
      {!list &&
        (loaded.error === null ? <Loading /> : <LoadFailed error={loaded.error} onRetry={loaded.reload} />)}
      {list?.length === 0 && (
        <Empty title={t.none} hint={organises ? t.noneHint : t.leadOwn}>
          {button}
        </Empty>
      )}
      {list !== null && list.length > 0 && (
        <>
          <div class="page-actions">
            <TableLinks of={{ eventId, table: 'broadcasts' }} words={t.title} />
            {button}
          </div>
          {list.map((one) => (
            <BroadcastRow key={one.id} one={one} communes={communes} />
          ))}
        </>
      )}
      {composes && <SendDialog eventId={eventId} onClose={() => setComposes(false)} />}
    </PageShell>
  );
}

function BroadcastRow({ one, communes }: { one: Broadcast; communes: Communes }) {
  const t = useBoardTexts().broadcasts;
  return (
    <section class="card broadcast-row">
      <div>
        <a class="broadcast-text" href={to.broadcast(one.eventId, one.id)}>
          {one.text}
        </a>
        <p class="soft">
          {one.by} · {fmt.dateTime(one.createdAt)}
        </p>
        <AudienceLine broadcast={one} communes={communes} />
      </div>
      <p class="digits broadcast-outcome">
        {one.state === 'undone' && <span class="soft">{t.undone}</span>}
        {one.state === 'waiting' && <span class="warn-words">{t.sendingNow}</span>}
        {one.state === 'sent' && (
          <>
            <span>
              <strong>{`${fmt.number(one.seen)} / ${fmt.number(one.people)}`}</strong> {t.seen}
            </span>
            {one.answers.length > 0 && (
              <span>
                <strong>{`${fmt.number(one.answered)} / ${fmt.number(one.people)}`}</strong> {t.answered}
              </span>
            )}
          </>
        )}
      </p>
    </section>
  );
}
