import type { EventState } from '../../../../src/contracts/events.js';
import { fmt, say } from '../../shared/i18n.js';
import { Button, LangSwitch, Loading } from '../../shared/ui.js';
import { BehindNumbers } from '../behind/use-behind.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { GateCodePanel } from './gate-code.js';
import { GateDesk } from './gate-desk.js';
import { GateRoster } from './gate-roster.js';
import { type Answer, useCheckIn, useGateCode } from './use-gate.js';

const ROSTER_MS = 4_000;
const EVENT_MS = 10_000;

/** What stands at the entrance of one site: the code to scan, the desk, the list. */
export function GatePage(props: { eventId: string; siteId: string }) {
  const t = useBoardTexts();
  const { eventId, siteId } = props;
  const place = useLoad(
    async () => {
      const [event, sites] = await Promise.all([
        call('GET /events/:eventId', { params: { eventId } }),
        call('GET /events/:eventId/sites', { params: { eventId } }),
      ]);
      return { event, site: sites.find((one) => one.id === siteId) };
    },
    siteId,
    EVENT_MS,
  );
  if (!place.data) {
    return place.error === null ? <Loading /> : <LoadFailed error={place.error} onRetry={place.reload} />;
  }
  const { event, site } = place.data;
  const found = site ?? { id: siteId, name: t.steps.gate.title, communeName: '' };
  return <GateFace event={event} site={found} leave={to.day(eventId)} />;
}

/** The same for a device that has no account: it is told where it stands. */
export function GateFace(props: {
  event: { id: string; title: string; state: EventState; startsAt: string };
  site: { id: string; name: string; communeName: string };
  /** Where staff go back to; a device stays. */
  leave?: string;
}) {
  const t = useBoardTexts();
  const { event, site } = props;
  const [eventId, siteId] = [event.id, site.id];
  const roster = useLoad(
    () => call('GET /events/:eventId/sites/:siteId/roster', { params: { eventId, siteId } }),
    siteId,
    ROSTER_MS,
  );
  const nameOf = (personId: string | null): string | null =>
    roster.data?.find((one) => one.personId === personId)?.fullName ?? null;
  const shown = useGateCode(eventId, siteId);
  const { answer, send } = useCheckIn(eventId, nameOf, shown.code, () => void roster.reload());
  return (
    <BehindNumbers eventId={eventId}>
      <div class="gate">
        <header class="gate-head">
          {props.leave !== undefined && (
            <a class="button quiet" href={props.leave}>
              ‹ {t.steps.gate.leave}
            </a>
          )}
          <div>
            <h1>{site.name}</h1>
            <p class="soft">
              {event.title} · {site.communeName} · {fmt.dateTime(event.startsAt)}
            </p>
          </div>
          <span class={`state ${event.state}`}>{t.events.states[event.state]}</span>
          <LangSwitch />
          <Button onClick={() => document.documentElement.requestFullscreen()}>
            {t.steps.gate.fullScreen}
          </Button>
        </header>
        <AnswerBar answer={answer} state={event.state} />
        <main class="gate-grid">
          <GateCodePanel shown={shown} />
          <div class="gate-side">
            <GateDesk siteId={siteId} onSend={send} />
            <GateRoster
              siteId={siteId}
              roster={roster.data}
              error={roster.error}
              onRetry={roster.reload}
              onTick={(person) =>
                send({ method: 'leader', siteId, personId: person.personId }, person.fullName)
              }
            />
          </div>
        </main>
      </div>
    </BehindNumbers>
  );
}

const MARKS: Record<Answer['tone'], string> = {
  sending: '…',
  unknown: '▲',
  counted: '✓',
  duplicate: '▲',
  refused: '✕',
};

/** The answer to the last scan, over the full width: colour, mark and words. */
function AnswerBar(props: { answer: Answer | null; state: EventState }) {
  const words = useBoardTexts().steps.gate;
  const { answer } = props;
  const idle = {
    draft: words.notLive,
    open: words.notLive,
    live: words.ready,
    closed: words.over,
  };
  return (
    <div class="answer-slot" role="alert">
      {!answer && (
        <p class={props.state === 'live' ? 'answer idle' : 'answer idle warn-words'}>
          {props.state === 'live' ? '' : '▲ '}
          {idle[props.state]}
        </p>
      )}
      {answer && (
        <div class={`answer ${answer.tone}`}>
          <span aria-hidden="true">{MARKS[answer.tone]}</span>
          <strong>{words[answer.tone]}</strong>
          <span>
            {[answer.who, answer.message && say(answer.message)].filter((part) => part !== null).join(' · ')}
          </span>
        </div>
      )}
    </div>
  );
}
