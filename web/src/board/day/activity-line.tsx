import type { Activity } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { FigureIn } from '../behind/figure-button.js';
import { useBoardTexts } from '../texts/index.js';
import { activityText, behindActivity } from './activity-text.js';

/** What a line of the stream says; its numbers open the rows it tells of. */
export function ActivityLine({ activity }: { activity: Activity }) {
  const t = useBoardTexts();
  const { kind, siteId, count, detail } = activity;
  const behind = behindActivity(activity);
  if (!behind) return <>{activityText(activity, t, fmt.number(count))}</>;
  const sites = kind === 'check_ins' && siteId === null ? Number(detail) : 0;
  return (
    <>
      <FigureIn say={(n) => activityText(activity, t, n)} value={count} {...behind} />
      {sites > 0 && ' · '}
      {sites > 0 && (
        <FigureIn say={t.activity.atSites} what={t.behind.sites} value={sites} of={behind.of} near />
      )}
    </>
  );
}
