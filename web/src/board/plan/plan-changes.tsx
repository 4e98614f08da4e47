import { useEffect, useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { Button, Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { MoveRow } from './move-row.js';
import { Pager } from './pager.js';
import { type Kind, KINDS, type MoveCounts } from './use-move-counts.js';
import { usePlan } from './use-plan.js';

/** Who would be invited, moved or taken back, before anything of it happens. */
export function PlanChanges(props: { counts: MoveCounts | null; onPeople: () => void }) {
  const words = useBoardTexts().steps.plan;
  const { counts } = props;
  const { plan } = usePlan();
  if (!counts) return <Loading />;
  if (counts.all === 0) return <Empty title={`✓ ${words.changesNone}`} />;
  if (counts.all === counts.new && plan.communes.every((row) => row.before === 0)) {
    return (
      <Empty title={words.changesAllNew(fmt.number(counts.new))} hint={words.changesAllNewHint}>
        <Button onClick={props.onPeople}>{words.proposals}</Button>
      </Empty>
    );
  }
  return <MoveList counts={counts} />;
}

const PAGE = 50;

function MoveList({ counts }: { counts: MoveCounts }) {
  const words = useBoardTexts().steps.plan;
  const { plan, version } = usePlan();
  // What concerns people who already have a place is the first to look at.
  const [kind, setKind] = useState<Kind>(
    counts.moved > 0 ? 'moved' : counts.withdrawn > 0 ? 'withdrawn' : 'new',
  );
  const [page, setPage] = useState(1);
  const { eventId, id: planId } = plan;
  useEffect(() => setPage(1), [kind]);
  const list = useLoad(
    () =>
      call('GET /events/:eventId/plans/:planId/moves', {
        params: { eventId, planId },
        query: { kind, page, pageSize: PAGE },
      }),
    `${planId} ${kind} ${page} ${version}`,
  );
  const shown = useKept(list.data);
  return (
    <>
      <p class="soft pad">{words.changesLead}</p>
      <div class="lang kinds" role="group" aria-label={words.changes}>
        {KINDS.map((one) => (
          <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
            {words.kinds[one]} <span class="digits">{fmt.number(counts[one])}</span>
          </button>
        ))}
      </div>
      {!shown && list.error === null && <Loading />}
      {list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {shown && (
        <ul class="scroll people" tabIndex={0} aria-label={words.kinds[kind]}>
          {shown.items.map((one) => (
            <MoveRow key={one.personId} one={one} />
          ))}
          {shown.total === 0 && <li class="soft pad">{words.changesNoneOf}</li>}
        </ul>
      )}
      <Pager page={page} total={shown?.total ?? 0} size={PAGE} onPage={setPage} />
    </>
  );
}
