import { useEffect, useState } from 'preact/hooks';
import type { CountAudit } from '../../../../src/contracts/closing.js';
import { fmt } from '../../shared/i18n.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';

/** The auditor counts once a minute; its alarm must not wait much longer. */
const ASK_MS = 15_000;

/** Above the day: an alarm when a number is not what the ledger says, and the signed figure once closed. */
export function DayNotice() {
  const { board, eventId } = useDay();
  const { state } = board.event;
  if (state === 'live') return <CountAlarm eventId={eventId} />;
  return state === 'closed' ? <ClosingLine eventId={eventId} rev={board.rev} /> : null;
}

function CountAlarm(props: { eventId: string }) {
  const { eventId } = props;
  const [audit, set] = useState<CountAudit | null>(null);
  useEffect(() => {
    let over = false;
    const ask = () => {
      call('GET /events/:eventId/count-audit', { params: { eventId } }).then(
        (answer) => {
          if (!over) set(answer.audit);
        },
        () => undefined, // what was known still stands; the next look comes soon
      );
    };
    ask();
    const timer = setInterval(ask, ASK_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [eventId]);
  return <Alarm eventId={eventId} audit={audit} />;
}

function Alarm(props: { eventId: string; audit: CountAudit | null }) {
  const words = useBoardTexts().closing;
  const wrong = props.audit?.differences.length ?? 0;
  if (wrong === 0) return null;
  return (
    <div role="alert">
      <a class="count-alarm digits" href={to.closing(props.eventId)}>
        ▲ {words.alarm(fmt.number(wrong))} · {words.open} ›
      </a>
    </div>
  );
}

function ClosingLine(props: { eventId: string; rev: number }) {
  const words = useBoardTexts().closing;
  const { eventId, rev } = props;
  const loaded = useLoad(
    () => call('GET /events/:eventId/closing', { params: { eventId } }),
    `${eventId} ${rev}`,
  );
  const state = useKept(loaded.data);
  if (!state?.closing) return null;
  const { closing, amendments, now, audit } = state;
  return (
    <>
      <Alarm eventId={eventId} audit={audit} />
      <a class="closing-line digits" href={to.closing(eventId)}>
        <strong>
          {words.signedLine(fmt.number(closing.people), closing.signer, fmt.time(closing.closedAt))}
        </strong>
        {amendments.entries > 0 && (
          <span>
            +{' '}
            {words.nowLine(
              fmt.number(amendments.entries),
              fmt.signed(amendments.by.people),
              fmt.number(now.people),
            )}
          </span>
        )}
        <span aria-hidden="true">›</span>
      </a>
    </>
  );
}
