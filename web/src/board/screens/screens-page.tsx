import { Loading } from '../../shared/ui.js';
import { useCommunes } from '../communes.js';
import { Freshness } from '../day/top-bar.js';
import { useBoard } from '../day/use-day.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { CueCard } from './cue-card.js';
import { FigureCard } from './figure-card.js';
import { LookCard } from './look-card.js';
import { ScreenList } from './screen-list.js';
import { useCeremony } from './use-ceremony.js';

/** All screens at all sites, run by one hand. */
export function ScreensPage(props: { eventId: string }) {
  const { eventId } = props;
  const words = useBoardTexts().screens;
  const may = useMay(...ORGANISERS);
  const view = useBoard(eventId);
  const board = view.snapshot;
  const communes = useCommunes(board?.event.provinceId ?? null);
  const running = useCeremony(eventId, board?.stage.rev ?? null);
  const { ceremony } = running;
  return (
    <PageShell title={words.title} back={to.day(eventId)} wide>
      {ceremony === null || board === null ? (
        running.error === null ? (
          <Loading />
        ) : (
          <LoadFailed error={running.error} onRetry={running.reload} />
        )
      ) : (
        <>
          <p class="screens-event">
            <strong>{board.event.title}</strong>
            <Freshness view={view} />
          </p>
          <div class="screens-grid">
            <CueCard running={running} ceremony={ceremony} board={board} communes={communes} may={may} />
            <div class="screens-side">
              <FigureCard running={running} stage={ceremony.stage} board={board} may={may} />
              <ScreenList ceremony={ceremony} eventId={eventId} may={may} />
              {may && <LookCard running={running} ceremony={ceremony} />}
            </div>
          </div>
        </>
      )}
    </PageShell>
  );
}
