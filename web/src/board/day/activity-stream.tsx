import { memo } from 'preact/compat';
import { useMemo } from 'preact/hooks';
import type { Activity } from '../../../../src/contracts/events.js';
import { fmt, useLang } from '../../shared/i18n.js';
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
            <ActivityItem
              key={activity.id}
              activity={activity}
              communeId={communeId}
              name={communeId === undefined ? '' : nameOf(communes, communeId)}
              onSelect={props.onSelect}
            />
          );
        })}
      </ol>
    </section>
  );
}

/** What has happened stays as it is: drawn once. */
const ActivityItem = memo(function ActivityItem(props: {
  activity: Activity;
  communeId: string | undefined;
  name: string;
  onSelect: (communeId: string) => void;
}) {
  useLang();
  const { activity, communeId } = props;
  return (
    <li class={`activity ${activityTone(activity)}`}>
      <time class="digits soft" dateTime={activity.at} title={fmt.dateTime(activity.at)}>
        {fmt.time(activity.at)}
      </time>
      <span>
        <ActivityLine activity={activity} />
        {communeId !== undefined && (
          <>
            {' · '}
            <button type="button" class="link" onClick={() => props.onSelect(communeId)}>
              {props.name}
            </button>
          </>
        )}
      </span>
    </li>
  );
});
