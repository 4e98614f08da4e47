import type { Inbox } from '../../../src/contracts/people.js';
import { fmt, say, useTexts } from '../shared/i18n.js';
import { Empty, Loading } from '../shared/ui.js';
import { phoneTexts } from './texts.js';

/** All letters, the newest first; those not yet seen stand out. */
export function InboxList({ inbox }: { inbox: Inbox | null }) {
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
            <time dateTime={item.at}>{fmt.dateTime(item.at)}</time>
          </li>
        ))}
    </ol>
  );
}
