import { useState } from 'preact/hooks';
import type { AssignmentPage, PersonStep } from '../../../../src/contracts/assignments.js';
import type { Event } from '../../../../src/contracts/events.js';
import { ApiError } from '../../shared/api.js';
import { fmt, say, type Sentence, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { sentenceOf } from '../../shared/toast.js';
import { Button, Empty, Loading } from '../../shared/ui.js';
import { SendDialog } from '../broadcasts/send-dialog.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { PeopleList } from '../people/people-list.js';
import { usePeople } from '../people/use-people.js';
import { to } from '../router.js';
import { BROADCASTERS, PEOPLE_READERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { basisOf } from './shortage.js';

/** As often as a gate asks for its roster. */
const AGAIN_MS = 10_000;
const SITES_MS = 60_000;
/** Steps of those who said yes, whatever has become of it. */
const SAID_YES: readonly PersonStep[] = ['accepted', 'on_the_way', 'present', 'no_show'];
const EXPECTED: readonly PersonStep[] = [...SAID_YES, 'offered', 'seen'];

/** The day of those whom somebody leads: the own people wherever they are sent, and nobody else's. */
export function OwnDay({ eventId, refusal }: { eventId: string; refusal?: Sentence }) {
  const t = useBoardTexts();
  const reads = useMay(...PEOPLE_READERS);
  const loaded = useLoad(() => call('GET /events/:eventId', { params: { eventId } }), eventId, AGAIN_MS);
  const event = useKept(loaded.data);
  const { error } = loaded;
  if (!reads || isRefused(error)) {
    const why = error === null ? refusal : sentenceOf(error);
    return (
      <PageShell title={t.nav.events} back={to.events}>
        <Empty title={t.day.refused} hint={why && say(why)} />
      </PageShell>
    );
  }
  return (
    <PageShell title={event?.title ?? t.nav.events} back={to.events}>
      {!event && error === null && <Loading />}
      {!event && error !== null && <LoadFailed error={error} onRetry={loaded.reload} />}
      {event && <OwnPeople event={event} />}
    </PageShell>
  );
}

function OwnPeople({ event }: { event: Event }) {
  const t = useBoardTexts();
  const people = usePeople({ eventId: event.id, everyMs: AGAIN_MS });
  const sites = useKept(
    useLoad(() => call('GET /events/:eventId/sites', { params: { eventId: event.id } }), event.id, SITES_MS)
      .data,
  );
  const siteOf = (id: string) => {
    const site = sites?.find((one) => one.id === id);
    return site ? `${site.name}, ${site.communeName}` : null;
  };
  return (
    <>
      <Tools event={event} />
      <div class="card">
        <PeopleList
          title={t.people.own.title}
          under="h1"
          head={people.whole && <Standing event={event} of={people.whole} failed={people.error !== null} />}
          none={t.people.own.none}
          noneHint={t.people.own.noneHint}
          eventState={event.state}
          people={people}
          siteOf={siteOf}
        />
      </div>
    </>
  );
}

/** How many of how many, and when that was; in amber when it could not be asked for again. */
function Standing(props: { event: Event; of: AssignmentPage; failed: boolean }) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  const { steps, at } = props.of;
  const sum = (of: readonly PersonStep[]) => of.reduce((all, step) => all + (steps[step] ?? 0), 0);
  const isDay = basisOf(props.event.state) === 'people';
  return (
    <>
      <p class="big-total">
        <strong class="digits">{fmt.number(sum(isDay ? ['present'] : SAID_YES))}</strong>
        <span class="digits"> / {fmt.number(sum(EXPECTED))} </span>
        <span>{isDay ? t.day.present : t.day.acceptedWord}</span>
      </p>
      {props.failed ? (
        <span class="fresh stale" role="status">
          <span aria-hidden="true">▲</span> {shared.staleSince(fmt.seconds(at))}
        </span>
      ) : (
        <time class="soft digits">{t.day.asOf(fmt.seconds(at))}</time>
      )}
    </>
  );
}

function Tools({ event }: { event: Event }) {
  const t = useBoardTexts();
  const sends = useMay(...BROADCASTERS) && event.state !== 'closed';
  const [composes, setComposes] = useState(false);
  return (
    <div class="own-tools">
      <span class="soft">
        {fmt.weekday(event.startsAt)} {fmt.dateTime(event.startsAt)}–{fmt.time(event.endsAt)}
      </span>
      <span class={`state ${event.state}`}>{t.events.states[event.state]}</span>
      <nav aria-label={t.steps.bar.tools}>
        {event.state !== 'closed' && (
          <a class="button plain" href={to.gates(event.id)}>
            {t.people.own.gates}
          </a>
        )}
        <a class="button plain" href={to.numbers(event.id)}>
          {t.behind.numbers.tool}
        </a>
        <a class="button plain" href={to.results(event.id)}>
          {t.results.tool}
        </a>
        {(event.state === 'live' || event.state === 'closed') && (
          <a class="button plain" href={to.replay(event.id)}>
            {t.behind.replay.tool}
          </a>
        )}
        <a class="button plain" href={to.broadcasts(event.id)}>
          {t.broadcasts.title}
        </a>
        {sends && (
          <Button look="primary" onClick={() => setComposes(true)}>
            {t.broadcasts.new}
          </Button>
        )}
      </nav>
      {composes && <SendDialog eventId={event.id} onClose={() => setComposes(false)} />}
    </div>
  );
}

/** Nobody is signed in any more, or not for this event: what was shown is taken away. */
const isRefused = (error: unknown): boolean =>
  error instanceof ApiError && [401, 403, 404].includes(error.status);
