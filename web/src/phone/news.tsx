import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { Inbox, InboxItem } from '../../../src/contracts/people.js';
import { say, useTexts } from '../shared/i18n.js';
import { Button } from '../shared/ui.js';
import { LetterAnswers } from './letter-answers.js';
import { phoneTexts } from './texts.js';

const newest = (items: readonly InboxItem[]): InboxItem | null =>
  items.reduce<InboxItem | null>((best, one) => (best === null || one.seq > best.seq ? one : best), null);

/** An offer that was answered, here or on another phone, is no news any more. */
const isNews = (item: InboxItem, assignments: readonly MyAssignment[]): boolean =>
  item.seenAt === null &&
  (item.kind !== 'offer' ||
    assignments.some((one) => one.id === item.assignmentId && one.state === 'offered'));

/** The newest letter not yet seen, on top of the first screen until it is read. */
export function News(props: {
  inbox: Inbox | null;
  assignments: readonly MyAssignment[];
  onRead: (item: InboxItem) => Promise<void>;
  onAnswer: (item: InboxItem, answer: number) => Promise<void>;
}) {
  const t = useTexts(phoneTexts);
  const item = newest((props.inbox?.items ?? []).filter((one) => isNews(one, props.assignments)));
  if (item === null) return null;
  return (
    <section class={item.question === null ? 'news' : 'news asking'} role="status" data-testid="news">
      <p>
        <strong>{t.newOffer}</strong> · {item.kind === 'offer' ? t.newsOffer : say(item.text)}
      </p>
      <LetterAnswers item={item} onAnswer={props.onAnswer} />
      <Button look="quiet" onClick={() => props.onRead(item)}>
        {t.read}
      </Button>
    </section>
  );
}
