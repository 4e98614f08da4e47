import { useState } from 'preact/hooks';
import type { Decision, KeptGroup, KeptScan } from '../../../../src/contracts/closing.js';
import { fmt } from '../../shared/i18n.js';
import { toast } from '../../shared/toast.js';
import { Button, Empty, Loading, Progress } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { Pager } from '../plan/pager.js';
import { sayDone } from '../steps/say-done.js';
import { boardTexts, useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { decideAll, failures, type Reason, undoAll, wholeGroup } from './decide.js';
import { DecisionBar } from './decision-bar.js';
import { KeptRow } from './kept-row.js';

const PAGE = 50;
const GROUPS: KeptGroup[] = [
  'event_closed',
  'late_code',
  'expired_gate_code',
  'two_gates',
  'wrong_site',
  'not_placed',
  'not_begun',
  'duplicate',
  'unreadable',
];

/** Everything that was kept and not counted, by group, with what can be done about it. */
export function KeptScans(props: {
  eventId: string;
  mayDecide: boolean;
  onChanged: () => Promise<void>;
  /** With another one the list may be another. */
  version: number;
  /** How many wait for a decision by now: more than are listed when new ones came. */
  undecided: number;
}) {
  const words = useBoardTexts().closing;
  const { eventId } = props;
  const [state, setState] = useState<'open' | 'decided'>('open');
  const [group, setGroup] = useState<KeptGroup | null>(null);
  const [page, setPage] = useState(1);
  const [chosen, choose] = useState<ReadonlyMap<string, KeptScan>>(new Map());
  const [why, setWhy] = useState<Reason>({ reason: null, note: '' });
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null);
  const params = { eventId };
  const summary = useLoad(
    () => call('GET /events/:eventId/kept-scans/summary', { params }),
    `${eventId} ${props.version}`,
  );
  const list = useLoad(
    () =>
      call('GET /events/:eventId/kept-scans', {
        params,
        query: { group: group ?? undefined, state, page, pageSize: PAGE },
      }),
    `${eventId} ${props.version} ${group ?? ''} ${state} ${page}`,
  );
  const counts = useKept(summary.data) ?? [];
  const shown = useKept(list.data);

  const show = (next: { state?: 'open' | 'decided'; group?: KeptGroup | null }) => {
    setState(next.state ?? state);
    setGroup(next.group === undefined ? group : next.group);
    setPage(1);
    choose(new Map());
  };
  const changed = async () => {
    choose(new Map());
    await props.onChanged();
  };
  const undo = async (decisionIds: readonly string[]) => {
    await undoAll(eventId, decisionIds);
    await changed();
    sayDone((t) => t.closing.undone);
  };
  const decide = async (scans: readonly KeptScan[], decision: Decision) => {
    if (why.reason === 'other' && why.note.trim() === '') {
      toast.bad({ vi: boardTexts.vi.closing.noteNeeded, en: boardTexts.en.closing.noteNeeded });
      return;
    }
    if (scans.length > 1 && !confirm(words.sure(words.decisions[decision], fmt.number(scans.length)))) return;
    if (scans.length > 500) setProgress({ done: 0, all: scans.length });
    try {
      const results = await decideAll(eventId, scans, decision, why, (done) =>
        setProgress((old) => old && { ...old, done }),
      );
      const made = results.flatMap((one) => (one.outcome === 'decided' ? (one.decisionId ?? []) : []));
      if (made.length > 0) {
        sayDone(
          (t) => t.closing.done(fmt.number(made.length)),
          () => undo(made),
        );
      }
      for (const [outcome, n] of failures(results)) {
        const say = (t: (typeof boardTexts)['vi']) =>
          t.closing.notDone(fmt.number(n), t.closing.outcomes[outcome]);
        toast.bad({ vi: say(boardTexts.vi), en: say(boardTexts.en) });
      }
    } finally {
      setProgress(null);
      await changed();
    }
  };
  const total = (of: 'open' | 'decided') => counts.reduce((sum, one) => sum + one[of], 0);
  const inGroup = (one: KeptGroup) => counts.find((row) => row.group === one)?.[state] ?? 0;
  const fresh = summary.data === null ? 0 : props.undecided - total('open');
  const deciding = props.mayDecide && state === 'open';

  return (
    <section class="card kept">
      <header class="card-head">
        <div>
          <h2>{words.kept}</h2>
          <p class="soft">{words.keptLead}</p>
        </div>
        <div class="tab-row kept-state" role="group" aria-label={words.kept}>
          {(['open', 'decided'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={state === one} onClick={() => show({ state: one })}>
              {one === 'open' ? words.openTab : words.decidedTab}{' '}
              <span class="digits">{fmt.number(total(one))}</span>
            </button>
          ))}
        </div>
      </header>
      <div class="kept-groups" role="group" aria-label={words.kept}>
        <button type="button" aria-pressed={group === null} onClick={() => show({ group: null })}>
          {words.all} <span class="digits">{fmt.number(total(state))}</span>
        </button>
        {GROUPS.filter((one) => inGroup(one) > 0 || one === group).map((one) => (
          <button key={one} type="button" aria-pressed={group === one} onClick={() => show({ group: one })}>
            {words.groups[one]} <span class="digits">{fmt.number(inGroup(one))}</span>
          </button>
        ))}
      </div>
      {fresh > 0 && (
        <p class="kept-hint" role="status">
          <Button onClick={props.onChanged}>{words.fresh(fmt.number(fresh))}</Button>
        </p>
      )}
      {group !== null && <p class="kept-hint">{words.groupHints[group]}</p>}
      {progress && (
        <div class="pad">
          <Progress
            label={words.working}
            value={progress.done / progress.all}
            note={`${fmt.number(progress.done)} / ${fmt.number(progress.all)}`}
          />
        </div>
      )}
      {deciding && total('open') > 0 && (
        <DecisionBar
          chosen={[...chosen.values()]}
          page={shown?.items ?? []}
          total={shown?.total ?? 0}
          why={why}
          onWhy={setWhy}
          onChoose={(scans) => choose(new Map(scans.map((scan) => [scan.id, scan])))}
          onWhole={async () =>
            choose(new Map((await wholeGroup(eventId, group)).map((scan) => [scan.id, scan])))
          }
          onDecide={(decision) => decide([...chosen.values()], decision)}
        />
      )}
      {shown === null && list.error === null && <Loading />}
      {shown === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {shown?.items.length === 0 && (
        <Empty
          title={state === 'open' ? words.none : words.noneDecided}
          hint={state === 'open' ? words.noneHint : words.noneDecidedHint}
        />
      )}
      {shown !== null && shown.items.length > 0 && (
        <ul class="kept-list">
          {shown.items.map((scan) => (
            <KeptRow
              key={scan.id}
              scan={scan}
              mayDecide={props.mayDecide}
              chosen={chosen.has(scan.id)}
              onChoose={(on) => {
                const next = new Map(chosen);
                if (on) next.set(scan.id, scan);
                else next.delete(scan.id);
                choose(next);
              }}
              onDecide={(decision) => decide([scan], decision)}
              onUndo={undo}
            />
          ))}
        </ul>
      )}
      {shown !== null && <Pager page={page} total={shown.total} size={PAGE} onPage={setPage} />}
    </section>
  );
}
