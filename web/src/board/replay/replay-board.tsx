import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Event } from '../../../../src/contracts/events.js';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import type { Replay } from '../../../../src/contracts/replay.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { ReplayControls } from '../../shared/replay/controls.js';
import type { Moment } from '../../shared/replay/reader.js';
import { replayTexts } from '../../shared/replay/texts.js';
import { useReplay } from '../../shared/replay/use-replay.js';
import { BARE_STAGE } from '../../shared/stage.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button, LangSwitch } from '../../shared/ui.js';
import { FigureButton } from '../behind/figure-button.js';
import { BehindNumbers } from '../behind/use-behind.js';
import { nameOf, useArea } from '../communes.js';
import { CommuneFigures } from '../day/commune-figures.js';
import { CommuneTable } from '../day/commune-table.js';
import { MapPanel } from '../day/map-panel.js';
import { ShortList } from '../day/short-list.js';
import { type Day, DayContext, useRowOf } from '../day/use-day.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';

const SPEED = 60;

/** The day's own map, list and table, fed by the ledger of a moment that has passed, and marked so. */
export function ReplayBoard(props: { event: Event; replay: Replay; onReload: () => Promise<unknown> }) {
  const words = useBoardTexts();
  const t = words.behind;
  const shared = useTexts(sharedTexts);
  const replaying = useTexts(replayTexts);
  const { event, replay } = props;
  const replayed = useReplay(replay, SPEED);
  const { moment } = replayed;
  const { area, communes } = useArea(event.provinceId, replay.communes);
  const [communeId, setCommune] = useState<string | null>(null);
  const board = useMemo(() => boardOf(event, replay, moment), [event, replay, moment.step, moment.communes]);
  const rowOf = useRowOf(board.communes);
  const day = useMemo<Day>(
    () => ({
      eventId: event.id,
      board,
      basis: 'people',
      rowOf,
      area: area ?? event.provinceId,
      communes,
      sites: [],
      shifts: [],
      reloadSites: () => Promise.resolve(),
    }),
    [event.id, event.provinceId, board, rowOf, area, communes],
  );
  useEffect(() => {
    document.title = `${replaying.mark} · ${event.title} · ${words.appName}`;
  }, [replaying.mark, event.title, words.appName]);
  const at = new Date(moment.at);
  return (
    <DayContext.Provider value={day}>
      <BehindNumbers eventId={event.id} asOf={at.toISOString()}>
        <div class="day replay">
          <div class="replay-banner" role="status">
            {t.replay.banner}
          </div>
          {event.simulated && <div class="simulated">{words.day.simulatedBanner}</div>}
          <header class="top-bar">
            <a class="icon-button" href={to.day(event.id)} aria-label={t.replay.back} title={t.replay.back}>
              ‹
            </a>
            <div class="top-title">
              <h1 title={event.title}>{event.title}</h1>
              <span class="soft">
                {replay.within === 'own' && `${t.own} `}
                {t.replay.step(fmt.number(replay.stepSeconds))}
              </span>
            </div>
            <time class="digits" dateTime={at.toISOString()} data-testid="replay-moment">
              {replaying.asOf(fmt.seconds(at), fmt.date(at))}
            </time>
            <p class="big-total">
              <strong class="digits" data-testid="replay-people">
                <FigureButton value={moment.totals.people} of={{ metric: 'people' }} />
              </strong>
              <span class="digits"> / {fmt.number(replay.target)} </span>
              {words.day.present} · <FigureButton value={moment.totals.turns} of={{ metric: 'turns' }} />{' '}
              {t.replay.turns}
            </p>
            <LangSwitch />
          </header>
          <section class="replay-bar" aria-label={replaying.mark}>
            <ReplayControls replayed={replayed} />
            <Button onClick={props.onReload}>{t.replay.reload}</Button>
            {replay.within === 'event' && (
              <a
                class="button plain"
                href={screenOf(event.id, replayed.speed)}
                target="_blank"
                rel="noreferrer"
              >
                {t.replay.onScreen}
              </a>
            )}
            <a class="button primary" href={to.day(event.id)}>
              {t.replay.back}
            </a>
          </section>
          <main class="day-grid">
            <div class="day-left single">
              <ShortList selected={communeId} onSelect={setCommune} />
            </div>
            <MapPanel selected={communeId} onSelect={setCommune} />
            <div class="day-right panel">
              {communeId !== null && (
                <section class="replay-commune" aria-label={nameOf(communes, communeId)}>
                  <h2>{communes.get(communeId)?.fullName ?? communeId}</h2>
                  <Button look="quiet" onClick={() => setCommune(null)}>
                    {shared.close}
                  </Button>
                  <CommuneFigures communeId={communeId} />
                </section>
              )}
              <CommuneTable onSelect={setCommune} />
            </div>
          </main>
        </div>
      </BehindNumbers>
    </DayContext.Provider>
  );
}

/** A board as the live one would have been; what the ledger does not tell (plan, stream) stays empty. */
function boardOf(event: Event, replay: Replay, moment: Moment): BoardSnapshot {
  return {
    eventId: event.id,
    epoch: 'replay',
    rev: replay.rev,
    at: new Date(moment.at).toISOString(),
    event,
    totals: moment.totals,
    target: replay.target,
    communes: moment.communes,
    sites: [],
    units: [],
    plan: null,
    results: [],
    stage: BARE_STAGE,
    activities: [],
  };
}

const screenOf = (eventId: string, speed: number): string =>
  `/screen/?event=${encodeURIComponent(eventId)}&replay=${speed}`;
