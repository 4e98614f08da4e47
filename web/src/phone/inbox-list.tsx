import type { Inbox, InboxItem } from '../../../src/contracts/people.js';
import { fmt, say, useTexts } from '../shared/i18n.js';
import { Empty, Loading } from '../shared/ui.js';
import { LetterAnswers } from './letter-answers.js';
import { phoneTexts } from './texts.js';

/** All letters, the newest first; those not yet seen stand out. */
export function InboxList(props: {
  inbox: Inbox | null;
  onAnswer: (item: InboxItem, answer: number) => Promise<void>;
}) {
  const { inbox } = props;
  const t = useTexts(phoneTexts);
  if (inbox === null) return <Loading />;
  if (inbox.items.length === 0) return <Empty title={t.inboxEmpty.title} hint={t.inboxEmpty.hint} />;
  return (
    <ol class="letters">
      {[...inbox.items]
        .sort((a, b) => b.seq - a.seq)
        .map((item) => (
          <li key={item.seq} class={item.seenAt === null ? 'letter unseen' : 'letter'}>
            <p>{say(item.text)}</p>
            <LetterAnswers item={item} onAnswer={props.onAnswer} />
            <time dateTime={item.at}>{fmt.dateTime(item.at)}</time>
          </li>
        ))}
    </ol>
  );
}
