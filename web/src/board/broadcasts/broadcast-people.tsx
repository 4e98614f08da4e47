import { useState } from 'preact/hooks';
import type { Broadcast, BroadcastPerson } from '../../../../src/contracts/broadcasts.js';
import { fmt } from '../../shared/i18n.js';
import { Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { CallButton } from '../day/call-button.js';
import { LoadFailed } from '../page-shell.js';
import { Pager } from '../plan/pager.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';

const PAGE = 50;
const ASK_MS = 5_000;
type Show = 'unseen' | 'unanswered' | 'answered' | 'all';

/** Who got it; whom to call stands first. */
export function BroadcastPeople({ broadcast }: { broadcast: Broadcast }) {
  const t = useBoardTexts().broadcasts;
  const [show, setShow] = useState<Show>('unseen');
  const [page, setPage] = useState(1);
  const query = { show, page, pageSize: PAGE };
  const params = { eventId: broadcast.eventId, broadcastId: broadcast.id };
  const loaded = useLoad(
    () => call('GET /events/:eventId/broadcasts/:broadcastId/people', { params, query }),
    JSON.stringify(query),
    ASK_MS,
  );
  const data = useKept(loaded.data);
  const asks = broadcast.answers.length > 0;
  const counts: Record<Show, number> = {
    unseen: broadcast.people - broadcast.seen,
    unanswered: broadcast.people - broadcast.answered,
    answered: broadcast.answered,
    all: broadcast.people,
  };
  const shown: Show[] = asks ? ['unseen', 'unanswered', 'answered', 'all'] : ['unseen', 'all'];
  return (
    <section class="card">
      <header class="card-head">
        <h2>{t.who}</h2>
        <div class="tab-row" role="group" aria-label={t.who}>
          {shown.map((one) => (
            <button
              key={one}
              type="button"
              class="tool"
              aria-pressed={show === one}
              onClick={() => {
                setShow(one);
                setPage(1);
              }}
            >
              {t.show[one]} <b class="digits">{fmt.number(counts[one])}</b>
            </button>
          ))}
        </div>
      </header>
      {!data &&
        (loaded.error === null ? <Loading /> : <LoadFailed error={loaded.error} onRetry={loaded.reload} />)}
      {data?.total === 0 && <Empty title={t.nobody} />}
      {data && data.total > 0 && (
        <table class="row-table broadcast-people">
          <thead>
            <tr>
              <th>{t.columns.name}</th>
              <th>{t.columns.unit}</th>
              <th>{t.columns.commune}</th>
              <th>{t.columns.seen}</th>
              {asks && <th>{t.columns.answer}</th>}
              <th>{t.columns.call}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <PersonRow key={one.personId} one={one} broadcast={broadcast} />
            ))}
          </tbody>
        </table>
      )}
      {data && <Pager page={page} total={data.total} size={PAGE} onPage={setPage} />}
    </section>
  );
}

function PersonRow({ one, broadcast }: { one: BroadcastPerson; broadcast: Broadcast }) {
  const t = useBoardTexts().broadcasts;
  const { eventId, id: broadcastId, answers } = broadcast;
  const { personId, answer } = one;
  return (
    <tr>
      <td>{one.fullName}</td>
      <td>{one.orgUnitName}</td>
      <td>{one.communeName ?? '–'}</td>
      <td class="digits">
        {one.seenAt === null ? <span class="warn-words">{t.notYet}</span> : fmt.time(one.seenAt)}
      </td>
      {answers.length > 0 && (
        <td>{answer === null ? <span class="soft">{t.notYet}</span> : answers[answer]}</td>
      )}
      <td>
        {one.phone !== null && (
          <CallButton
            masked={one.phone}
            name={one.fullName}
            ask={() =>
              call('POST /events/:eventId/broadcasts/:broadcastId/people/:personId/call', {
                params: { eventId, broadcastId, personId },
              })
            }
          />
        )}
      </td>
    </tr>
  );
}
