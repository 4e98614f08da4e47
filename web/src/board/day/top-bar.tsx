import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import { fmt, useLang, useTexts } from '../../shared/i18n.js';
import type { LiveView } from '../../live-client/index.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button, LangSwitch, SkipLink } from '../../shared/ui.js';
import { SendDialog } from '../broadcasts/send-dialog.js';
import { FigureButton } from '../behind/figure-button.js';
import { Onlookers } from '../presence/onlookers.js';
import type { Onlooker } from '../presence/use-presence.js';
import { to } from '../router.js';
import { BROADCASTERS, useMay, useSession } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { HeadcountChip } from './headcount-chip.js';
import { useDay } from './use-day.js';

/** Which day, is it true now, and the one number. */
export function TopBar(props: { view: LiveView<BoardSnapshot>; onlookers: readonly Onlooker[] }) {
  const t = useBoardTexts();
  const { logOut } = useSession();
  const { board, basis, communes } = useDay();
  const { event, totals, target } = board;
  const may = useMay(...BROADCASTERS);
  const reads = useMay('auditor');
  const [composes, setComposes] = useState(false);
  return (
    <header class="top-bar">
      <SkipLink />
      <a class="icon-button" href={to.events} aria-label={t.nav.events} title={t.nav.events}>
        ‹
      </a>
      <Title event={event} />
      <span class={`state ${event.state}`}>{t.events.states[event.state]}</span>
      <Freshness view={props.view} />
      <p class="big-total">
        <strong class="digits">
          <FigureButton value={totals[basis]} of={{ metric: basis }} />
        </strong>
        <span class="digits"> / {fmt.number(target)} </span>
        <span>{basis === 'people' ? t.day.present : t.day.acceptedWord}</span>
      </p>
      <HeadcountChip />
      <Onlookers staff={props.onlookers} communes={communes} />
      {may ? (
        <Button look="primary" onClick={() => setComposes(true)}>
          {t.broadcasts.new}
        </Button>
      ) : (
        reads && (
          <a class="button plain" href={to.broadcasts(event.id)}>
            {t.broadcasts.title}
          </a>
        )
      )}
      <Button onClick={() => print()}>{t.day.print}</Button>
      <LangSwitch />
      <Button look="quiet" onClick={logOut}>
        {t.logIn.logOut}
      </Button>
      {composes && <SendDialog eventId={event.id} onClose={() => setComposes(false)} />}
    </header>
  );
}

/** Drawn again only when the event changes: telling a time is dear. */
const Title = memo(function Title({ event }: { event: BoardSnapshot['event'] }) {
  useLang();
  return (
    <div class="top-title">
      <h1 title={event.title}>{event.title}</h1>
      <span class="soft">
        {fmt.weekday(event.startsAt)} {fmt.dateTime(event.startsAt)}–{fmt.time(event.endsAt)}
      </span>
    </div>
  );
});

/** Says the time of the figures, and in amber when they are no longer known to be true. */
export function Freshness(props: { view: LiveView<unknown> }) {
  const t = useTexts(sharedTexts);
  const { status, asOf } = props.view;
  if (status === 'live') {
    return (
      <span class="fresh live">
        <span aria-hidden="true">●</span> {t.live} <time class="digits">{asOf && fmt.seconds(asOf)}</time>
      </span>
    );
  }
  return (
    <span class="fresh stale" role="status">
      <span aria-hidden="true">▲</span> {asOf === null ? t.connecting : t.staleSince(fmt.seconds(asOf))}
    </span>
  );
}
