import { useEffect, useState } from 'preact/hooks';
import type { Plan, Proposal } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { MovePerson } from './move-person.js';
import { ProposalRow } from './proposal-row.js';

const PAGE = 50;
const FILTERS = ['all', 'true', 'false'] as const;

/** Everyone of a plan with their place and why; in a draft they can be pinned and moved. */
export function Proposals(props: {
  plan: Plan;
  shiftId: string | null;
  version: number;
  onClear: () => void;
  onMoved: () => void;
}) {
  const t = useBoardTexts();
  const words = t.steps.plan;
  const { shifts } = useDay();
  const may = useMay(...ORGANISERS);
  const [query, setQuery] = useState('');
  const [q, setQ] = useState('');
  const [placed, setPlaced] = useState<(typeof FILTERS)[number]>('all');
  const [page, setPage] = useState(1);
  const [moving, setMoving] = useState<Proposal | null>(null);
  const { eventId, id: planId } = props.plan;
  const siteId = shifts.find((shift) => shift.id === props.shiftId)?.siteId;
  useEffect(() => {
    const timer = setTimeout(() => setQ(query), 300);
    return () => clearTimeout(timer);
  }, [query]);
  useEffect(() => setPage(1), [q, placed, siteId]);
  const list = useLoad(
    () =>
      call('GET /events/:eventId/plans/:planId/proposals', {
        params: { eventId, planId },
        query: { q, page, pageSize: PAGE, siteId, placed: placed === 'all' ? undefined : placed },
      }),
    `${planId} ${q} ${page} ${placed} ${siteId ?? ''} ${props.version}`,
  );
  const [shown, setShown] = useState(list.data);
  if (list.data !== null && list.data !== shown) setShown(list.data);
  const pin = async (one: Proposal) => {
    await call('PUT /events/:eventId/plans/:planId/proposals/:personId', {
      params: { eventId, planId, personId: one.personId },
      body: { shiftId: one.shiftId, pinned: !one.pinned },
    });
    await list.reload();
  };
  const pages = Math.max(1, Math.ceil((shown?.total ?? 0) / PAGE));
  return (
    <section class="card proposals">
      <div class="table-head">
        <h2>
          {words.proposals} <span class="count digits">{fmt.number(shown?.total ?? 0)}</span>
        </h2>
        {siteId !== undefined && (
          <Button look="quiet" onClick={props.onClear}>
            × {words.clearFilter}
          </Button>
        )}
        <select
          class="input"
          aria-label={words.place}
          value={placed}
          onChange={(event) => setPlaced(FILTERS.find((one) => one === event.currentTarget.value) ?? 'all')}
        >
          <option value="all">{words.all}</option>
          <option value="true">{words.onlyPlaced}</option>
          <option value="false">{words.onlyUnplaced}</option>
        </select>
        <input
          class="input"
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      {!shown && list.error === null && <Loading />}
      {list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {shown && (
        <div class="row-table tall" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>{words.person}</th>
                <th>{words.place}</th>
                <th class="num">{words.distance}</th>
                <th>{words.reason}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {shown.items.map((one) => (
                <ProposalRow
                  key={one.personId}
                  one={one}
                  editable={may && props.plan.state === 'draft'}
                  onPin={() => pin(one)}
                  onMove={() => setMoving(one)}
                />
              ))}
            </tbody>
          </table>
          {shown.total === 0 && <p class="soft pad">{words.noneFound}</p>}
        </div>
      )}
      <div class="pager">
        <Button disabled={page <= 1} onClick={() => setPage(page - 1)} aria-label={words.previous}>
          ‹
        </Button>
        <span class="digits">{words.page(fmt.number(page), fmt.number(pages))}</span>
        <Button disabled={page >= pages} onClick={() => setPage(page + 1)} aria-label={words.next}>
          ›
        </Button>
      </div>
      {moving && (
        <MovePerson
          plan={props.plan}
          proposal={moving}
          onClose={() => setMoving(null)}
          onMoved={() => {
            setMoving(null);
            props.onMoved();
          }}
        />
      )}
    </section>
  );
}
