import type { Activity, EventState } from '../../../../src/contracts/events.js';
import type { FigureFilter } from '../../../../src/contracts/figures.js';
import { fmt } from '../../shared/i18n.js';
import type { BoardTexts } from '../texts/vi.js';

/** One line of the stream in the chosen language. @param n the line's number, or what stands in its place */
export function activityText(activity: Activity, t: BoardTexts, n: string): string {
  const { kind, detail } = activity;
  switch (kind) {
    case 'event_state':
      return t.activity.event_state(stateWord(detail, t));
    case 'event_moved':
      return t.activity.event_moved(timeWord(detail));
    case 'demand_changed':
      return t.activity.demand_changed(detail ?? n);
    case 'plan_failed':
      return t.activity.plan_failed;
    case 'registered':
    case 'plan_ready':
    case 'published':
    case 'accepted':
    case 'declined':
    case 'expired':
    case 'standby_offered':
    case 'on_the_way':
    case 'no_show':
    case 'dispatched':
    case 'replaced':
    case 'withdrawn':
    case 'reminded':
    case 'undone':
    case 'check_ins':
    case 'conflicts':
    case 'voided':
    case 'counts_repaired':
      return t.activity[kind](n);
  }
}

const TONES: Partial<Record<Activity['kind'], 'good' | 'bad'>> = {
  accepted: 'good',
  check_ins: 'good',
  on_the_way: 'good',
  no_show: 'bad',
  withdrawn: 'bad',
  declined: 'bad',
  expired: 'bad',
  conflicts: 'bad',
  voided: 'bad',
  plan_failed: 'bad',
};
export const activityTone = (activity: Activity): string => TONES[activity.kind] ?? 'plain';

function stateWord(detail: string | null, t: BoardTexts): string {
  const states: Record<EventState, string> = t.events.states;
  const found = Object.entries(states).find(([state]) => state === detail);
  return found?.[1] ?? detail ?? '';
}

function timeWord(detail: string | null): string {
  return detail !== null && !Number.isNaN(Date.parse(detail)) ? fmt.dateTime(detail) : (detail ?? '');
}

/** Metrics as which the rows of a line are asked for; other lines tell of a state or a plan. */
const ROWS_OF: Partial<Record<Activity['kind'], FigureFilter['metric']>> = {
  published: 'offered',
  standby_offered: 'offered',
  dispatched: 'offered',
  accepted: 'accepted',
  declined: 'declined',
  expired: 'expired',
  check_ins: 'turns',
  conflicts: 'conflicts',
  voided: 'voided',
};

/** What is behind the number of a line. `near`: the rows are not exactly as many. */
export function behindActivity({ id, kind, at }: Activity): { of: FigureFilter; near: boolean } | null {
  // Registrations remember their time and not the line.
  if (kind === 'registered') return { of: { metric: 'registered', asOf: at }, near: true };
  const metric = ROWS_OF[kind];
  // Two shifts of a site may be filled at once, in a line each.
  return metric === undefined ? null : { of: { metric, activityId: id }, near: kind === 'standby_offered' };
}
