import { fmt } from '../../shared/i18n.js';
import { call } from '../client.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

/** How many of an event's people no plan holds because their guardians have not agreed; nothing when there are none. */
export function LeftOut({ eventId }: { eventId: string }) {
  const t = useBoardTexts().privacy.minors;
  const minors = useLoad(() => call('GET /privacy/minors'), eventId);
  const waiting = (minors.data?.items ?? []).filter(
    (one) => one.eventId === eventId && one.state === 'waiting',
  );
  if (waiting.length === 0) return null;
  return (
    <p class="warn-words digits">
      {t.leftOut(fmt.number(waiting.length))} <a href={to.privacy}>{t.open}</a>
    </p>
  );
}
