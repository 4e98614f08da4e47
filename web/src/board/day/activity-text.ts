import type { Activity, EventState } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import type { BoardTexts } from '../texts/vi.js';

/** One line of the stream in the chosen language. */
export function activityText(activity: Activity, t: BoardTexts): string {
  const { kind, detail } = activity;
  const n = fmt.number(activity.count);
  switch (kind) {
    case 'event_state':
      return t.activity.event_state(stateWord(detail, t));
    case 'event_moved':
      return t.activity.event_moved(timeWord(detail));
    case 'plan_failed':
      return t.activity.plan_failed;
    case 'registered':
    case 'plan_ready':
    case 'published':
    case 'accepted':
    case 'declined':
    case 'expired':
    case 'standby_offered':
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
