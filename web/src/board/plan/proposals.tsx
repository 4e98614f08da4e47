import { useEffect, useState } from 'preact/hooks';
import type { Proposal } from '../../../../src/contracts/assignments.js';
import { Loading, SearchField } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { Pager } from './pager.js';
import { ChosenBar } from './chosen-bar.js';
import { ProposalRow } from './proposal-row.js';
import { TermsDialog } from './terms-dialog.js';
import { usePlan } from './use-plan.js';

const PAGE = 50;
const FILTERS = ['all', 'true', 'false'] as const;

/** Everyone of a plan with their place and why; in a draft they can be pinned, moved and dragged. */
export function Proposals() {
  const words = useBoardTexts().steps.plan;
  const { plan, editable, version, communeId, carry } = usePlan();
  const [query, setQuery] = useState('');
  const [q, setQ] = useState('');
  const [placed, setPlaced] = useState<(typeof FILTERS)[number]>('all');
  const [page, setPage] = useState(1);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Proposal>>(new Map());
  const [terms, setTerms] = useState<Proposal | null>(null);
  const { eventId, id: planId } = plan;
  useEffect(() => {
    const timer = setTimeout(() => setQ(query), 300);
    return () => clearTimeout(timer);
  }, [query]);
  useEffect(() => setPage(1), [q, placed, communeId]);
  useEffect(() => setChosen(new Map()), [version]);
  const list = useLoad(
    () =>
      call('GET /events/:eventId/plans/:planId/proposals', {
        params: { eventId, planId },
        query: {
          q,
          page,
          pageSize: PAGE,
          communeId: communeId ?? undefined,
          placed: placed === 'all' ? undefined : placed,
        },
      }),
    `${planId} ${q} ${page} ${placed} ${communeId} ${version}`,
  );
  const shown = useKept(list.data);
  const choose = (people: Proposal[], on: boolean) => {
    const next = new Map(chosen);
    for (const one of people) {
      if (on) next.set(one.personId, one);
      else next.delete(one.personId);
    }
    setChosen(next);
  };
  const items = shown?.items ?? [];
  const wholePage = items.length > 0 && items.every((one) => chosen.has(one.personId));
  return (
    <>
      <div class="table-head people-head">
        {editable && (
          <input
            type="checkbox"
            aria-label={words.choosePage}
            title={words.choosePage}
            checked={wholePage}
            onChange={() => choose(items, !wholePage)}
          />
        )}
        <SearchField label={words.search} value={query} onInput={setQuery} />
        <select
          class="input"
          aria-label={words.proposals}
          value={placed}
          onChange={(event) => setPlaced(FILTERS.find((one) => one === event.currentTarget.value) ?? 'all')}
        >
          <option value="all">{words.all}</option>
          <option value="true">{words.onlyPlaced}</option>
          <option value="false">{words.onlyUnplaced}</option>
        </select>
      </div>
      {!shown && list.error === null && <Loading />}
      {list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {shown && (
        <ul class="scroll people" tabIndex={0} aria-label={words.proposals}>
          {items.map((one) => (
            <ProposalRow
              key={one.personId}
              one={one}
              chosen={chosen.has(one.personId)}
              onChoose={(on) => choose([one], on)}
              onTerms={() => setTerms(one)}
              // Who is dragged out of a choice takes all of it along.
              onDrag={() => carry(chosen.has(one.personId) ? [...chosen.values()] : [one])}
            />
          ))}
          {shown.total === 0 && <li class="soft pad">{words.noneFound}</li>}
        </ul>
      )}
      {chosen.size > 0 && <ChosenBar people={[...chosen.values()]} onClear={() => setChosen(new Map())} />}
      <Pager page={page} total={shown?.total ?? 0} size={PAGE} onPage={setPage} />
      {terms && <TermsDialog person={terms} onClose={() => setTerms(null)} />}
    </>
  );
}
