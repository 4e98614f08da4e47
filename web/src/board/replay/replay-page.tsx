import type { Replay } from '../../../../src/contracts/replay.js';
import { Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { ReplayBoard } from './replay-board.js';

/** The finest steps in which a morning is asked for; the server tells a longer day in coarser ones. */
const STEP_SECONDS = 2;

/** The time machine: a day of one event, played from the ledger. */
export function ReplayPage({ eventId }: { eventId: string }) {
  const t = useBoardTexts().behind.replay;
  const loaded = useLoad(async () => {
    const [event, replay] = await Promise.all([
      call('GET /events/:eventId', { params: { eventId } }),
      call('GET /events/:eventId/replay', { params: { eventId }, query: { stepSeconds: STEP_SECONDS } }),
    ]);
    return { event, replay };
  }, eventId);
  const day = useKept(loaded.data);
  if (day && hasHappened(day.replay)) {
    return <ReplayBoard event={day.event} replay={day.replay} onReload={loaded.reload} />;
  }
  return (
    <PageShell title={t.tool} back={to.day(eventId)}>
      {day && <Empty title={t.none} hint={t.noneHint} />}
      {!day && loaded.error === null && <Loading />}
      {!day && loaded.error !== null && <LoadFailed error={loaded.error} onRetry={loaded.reload} />}
    </PageShell>
  );
}

/** Somebody came, even if it was struck out again. */
const hasHappened = (replay: Replay): boolean => replay.changes.some((change) => change.step > 0);
