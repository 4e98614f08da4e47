import { fmt } from '../../shared/i18n.js';
import type { Day } from '../day/use-day.js';
import type { BoardTexts } from '../texts/vi.js';
import type { StepName } from './step-bar.js';

export interface CheckLine {
  id: string;
  done: boolean;
  text: string;
  /** The step that mends it; null where only people can. */
  step: StepName | null;
}

/** What the day still lacks, in the order in which it is done. */
export function checklist(
  day: Pick<Day, 'board' | 'sites'>,
  { checklist: t }: Pick<BoardTexts, 'checklist'>,
): CheckLine[] {
  const { board, sites } = day;
  const { totals, target, plan, event } = board;
  const noContact = sites.filter((site) => site.contactName === null && site.contactPhone === null).length;
  const hasPlan = plan?.state === 'draft' || plan?.state === 'published' || totals.offered > 0;
  const line = (id: string, done: boolean, yes: string, no: string, step: StepName | null): CheckLine => ({
    id,
    done,
    text: done ? yes : no,
    step,
  });
  return [
    line(
      'people',
      totals.registered > 0,
      t.registered(fmt.number(totals.registered)),
      t.registeredTodo,
      'people',
    ),
    line(
      'demand',
      target > 0,
      t.sites(fmt.number(board.sites.length), fmt.number(target)),
      t.sitesTodo,
      'demand',
    ),
    line(
      'enough',
      totals.registered >= target,
      t.enough,
      t.notEnough(fmt.number(target - totals.registered)),
      'people',
    ),
    line('contacts', noContact === 0, t.contactsDone, t.noContact(fmt.number(noContact)), null),
    line('plan', hasPlan, t.plan, t.planTodo, 'plan'),
    line('published', totals.offered > 0, t.published(fmt.number(totals.offered)), t.publishedTodo, 'plan'),
    line(
      'answered',
      totals.offered > 0 && totals.accepted >= totals.offered,
      t.answered(fmt.number(totals.accepted), fmt.number(totals.offered)),
      t.answered(fmt.number(totals.accepted), fmt.number(totals.offered)),
      null,
    ),
    line('open', event.state !== 'draft', t.open, t.openTodo, 'state'),
  ];
}
