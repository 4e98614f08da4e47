import { memo } from 'preact/compat';
import type { Activity } from '../../../../src/contracts/events.js';
import { fmt, useLang } from '../../shared/i18n.js';
import { nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import { useCalm } from '../use-calm.js';
import { useWindow } from '../use-window.js';
import { ActivityLine } from './activity-line.js';
import { activityTone } from './activity-text.js';
import { useDay } from './use-day.js';

/** The least a line is high; some are higher, so that all above those in sight stay in the page. */
const LINE_PX = 28;
/** Lines move down once in a second at most. */
const NEWS_MS = 1_000;

/** What happens, newest first: counts and places, never names of people. */
export function ActivityStream(props: { onSelect: (communeId: string) => void }) {
  const t = useBoardTexts();
  const { board, communes } = useDay();
  const activities = useCalm(board.activities, NEWS_MS);
  const seen = useWindow<HTMLOListElement>(activities.length, LINE_PX);
  return (
    <section class="panel stream" aria-label={t.day.stream}>
      <h2>{t.day.stream}</h2>
      {activities.length === 0 && <p class="soft pad">{t.day.streamNone}</p>}
      <ol class="scroll" ref={seen.ref} style={{ paddingBottom: seen.padding.paddingBottom }}>
        {activities.slice(0, seen.to).map((activity) => {
          const { siteId } = activity;
          const site = siteId === null ? undefined : board.sites.find((one) => one.siteId === siteId);
          const communeId = site?.communeId;
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
