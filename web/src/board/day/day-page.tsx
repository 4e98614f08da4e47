import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Loading } from '../../shared/ui.js';
import { BehindNumbers } from '../behind/use-behind.js';
import { DayNotice } from '../closing/day-notice.js';
import { PageShell } from '../page-shell.js';
import { AlsoHere } from '../presence/onlookers.js';
import { usePresence } from '../presence/use-presence.js';
import { ResultsLine } from '../results/results-line.js';
import { to } from '../router.js';
import { OBSERVERS, ORGANISERS, useMay } from '../session.js';
import { StepBar } from '../steps/step-bar.js';
import { useBoardTexts } from '../texts/index.js';
import { ActivityStream } from './activity-stream.js';
import { CommunePanel } from './commune-panel.js';
import { CommuneTable } from './commune-table.js';
import { MapPanel } from './map-panel.js';
import { OwnDay } from './own-day.js';
import { PrintSheet } from './print-sheet.js';
import { ShortList } from './short-list.js';
import { TopBar } from './top-bar.js';
import { DayContext, useBoard, useDayValue } from './use-day.js';

/** One event: all of it for who observes it, the own people for who leads a unit further down. */
export function DayPage(props: { eventId: string }) {
  const observes = useMay(...OBSERVERS);
  return observes ? <BoardOfDay eventId={props.eventId} /> : <OwnDay eventId={props.eventId} />;
}

function BoardOfDay(props: { eventId: string }) {
  const t = useBoardTexts();
  const view = useBoard(props.eventId);
  const day = useDayValue(props.eventId, view.snapshot);
  const maySend = useMay(...ORGANISERS) && day !== null && day.board.event.state !== 'closed';
  const [open, setOpen] = useState<{ communeId: string; sends: boolean } | null>(null);
  const communeId = open?.communeId ?? null;
  const onlookers = usePresence(props.eventId, 'day', communeId);
  // The lists are drawn again only for what is new to them.
  const select = useCallback((id: string) => setOpen({ communeId: id, sends: false }), []);
  const send = useCallback((id: string) => setOpen({ communeId: id, sends: true }), []);
  const right = useRef<HTMLDivElement>(null);
  const left = useFocusWithin(right, communeId);
  const title = day?.board.event.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${t.appName}`;
  }, [title, t.appName]);

  if (!day && view.error) return <OwnDay eventId={props.eventId} refusal={view.error.message} />;
  if (!day) {
    return (
      <PageShell title={t.nav.events} back={to.events}>
        <Loading />
      </PageShell>
    );
  }
  return (
    <DayContext.Provider value={day}>
      <BehindNumbers eventId={props.eventId}>
        <div class="day">
          <PrintSheet />
          <TopBar view={view} onlookers={onlookers} />
          {day.board.event.simulated && <div class="simulated">{t.day.simulatedBanner}</div>}
          <DayNotice />
          <ResultsLine />
          <StepBar />
          <main class="day-grid">
            <div class="day-left">
              <ShortList selected={communeId} onSelect={select} onSend={maySend ? send : undefined} />
              <ActivityStream onSelect={select} />
            </div>
            <MapPanel selected={communeId} onSelect={select} />
            <div class="day-right panel" ref={right}>
              {open === null ? (
                <CommuneTable onSelect={select} onSend={maySend ? send : undefined} near={left} />
              ) : (
                <>
                  <AlsoHere staff={onlookers} communeId={open.communeId} />
                  <CommunePanel
                    key={open.communeId}
                    communeId={open.communeId}
                    sends={open.sends}
                    onSend={(sends) => setOpen({ ...open, sends })}
                    onClose={() => setOpen(null)}
                  />
                </>
              )}
            </div>
          </main>
        </div>
      </BehindNumbers>
    </DayContext.Provider>
  );
}

/**
 * The table gives way to a commune and comes back: whoever works by the keyboard stays where that happens.
 * @returns the commune that was open last: the table takes the focus back to its row
 */
function useFocusWithin(right: { current: HTMLElement | null }, communeId: string | null): string | null {
  const left = useRef<string | null>(null);
  useEffect(() => {
    if (communeId === null) return;
    left.current = communeId;
    right.current?.querySelector<HTMLElement>('button')?.focus();
  }, [communeId]);
  return left.current;
}
