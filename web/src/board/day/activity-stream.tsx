import { useMemo } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import { ActivityLine } from './activity-line.js';
import { activityTone } from './activity-text.js';
import { useDay } from './use-day.js';

/** What happens, newest first: counts and places, never names of people. */
export function ActivityStream(props: { onSelect: (communeId: string) => void }) {
  const t = useBoardTexts();
  const { board, communes } = useDay();
  const communeOfSite = useMemo(
    () => new Map(board.sites.map((site) => [site.siteId, site.communeId])),
    [board.sites],
  );
  return (
    <section class="panel stream" aria-label={t.day.stream}>
      <h2>{t.day.stream}</h2>
      {board.activities.length === 0 && <p class="soft pad">{t.day.streamNone}</p>}
      <ol class="scroll">
        {board.activities.map((activity) => {
          const communeId = activity.siteId === null ? undefined : communeOfSite.get(activity.siteId);
          return (
            <li key={activity.id} class={`activity ${activityTone(activity)}`}>
              <time class="digits soft" dateTime={activity.at} title={fmt.dateTime(activity.at)}>
                {fmt.time(activity.at)}
              </time>
              <span>
                <ActivityLine activity={activity} />
                {communeId !== undefined && (
                  <>
                    {' · '}
                    <button type="button" class="link" onClick={() => props.onSelect(communeId)}>
                      {nameOf(communes, communeId)}
                    </button>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
