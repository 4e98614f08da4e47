import { useEffect, useState } from 'preact/hooks';
import { fold } from '../../../src/kernel/vietnamese.js';
import type { Event, Site } from '../../../src/contracts/events.js';
import { byName, fmt } from '../shared/i18n.js';
import { toast } from '../shared/toast.js';
import { Empty, Loading, SearchField } from '../shared/ui.js';
import { apiOf } from './gate-api.js';
import { to } from './router.js';
import { StartFrame } from './start-frame.js';
import { useGateTexts } from './texts.js';

const call = apiOf('staff');

/** Which event, then which gate of it. */
export function ChooseGate(props: { eventId: string | null }) {
  return (
    <StartFrame>
      {props.eventId === null ? <ChooseEvent /> : <ChooseSite key={props.eventId} eventId={props.eventId} />}
    </StartFrame>
  );
}

function useAnswer<T>(ask: () => Promise<T>): T | null {
  const [answer, set] = useState<T | null>(null);
  useEffect(() => void ask().then(set, (thrown: unknown) => toast.error(thrown)), []);
  return answer;
}

function ChooseEvent() {
  const words = useGateTexts().start;
  const events = useAnswer<Event[]>(() => call('GET /events', { query: {} }));
  if (!events) return <Loading />;
  const open = events
    .filter(({ state }) => state === 'live' || state === 'open')
    .sort(
      (a, b) =>
        Number(b.state === 'live') - Number(a.state === 'live') || a.startsAt.localeCompare(b.startsAt),
    );
  return (
    <section aria-label={words.events}>
      <h2>{words.events}</h2>
      {open.length === 0 && <Empty title={words.eventsNone} />}
      <ul class="choices">
        {open.map((event) => (
          <li key={event.id}>
            <a href={to.event(event.id)}>
              <strong>{event.title}</strong>
              <span class="soft digits">{fmt.dateTime(event.startsAt)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChooseSite({ eventId }: { eventId: string }) {
  const words = useGateTexts().start;
  const [query, setQuery] = useState('');
  const sites = useAnswer<Site[]>(() => call('GET /events/:eventId/sites', { params: { eventId } }));
  if (!sites) return <Loading />;
  const wanted = fold(query);
  const found = sites
    .filter((site) => fold(`${site.name} ${site.communeName}`).includes(wanted))
    .sort((a, b) => byName(a.name, b.name));
  return (
    <section aria-label={words.sites}>
      <h2>{words.sites}</h2>
      {sites.length === 0 ? (
        <Empty title={words.sitesNone} />
      ) : (
        <SearchField label={words.find} value={query} onInput={setQuery} />
      )}
      <ul class="choices">
        {found.map((site) => (
          <li key={site.id}>
            <a href={to.gate(eventId, site.id)}>
              <strong>{site.name}</strong>
              <span class="soft">{site.communeName}</span>
            </a>
          </li>
        ))}
      </ul>
      <a href={to.start}>‹ {words.back}</a>
    </section>
  );
}
