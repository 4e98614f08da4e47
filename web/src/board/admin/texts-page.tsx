import { fmt } from '../../shared/i18n.js';
import { Button, Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

const REFRESH_MS = 5_000;

/** One-time codes that would go out by SMS. */
export function TextsPage() {
  const words = useBoardTexts().steps.admin;
  const list = useLoad(() => call('GET /developer/texts'), 'texts', REFRESH_MS);
  return (
    <PageShell title={words.texts} back={to.events}>
      <section class="card">
        <header class="card-head">
          <p class="soft">{words.textsLead}</p>
          <Button onClick={list.reload}>{words.refresh}</Button>
        </header>
        {list.data === null && list.error === null && <Loading />}
        {list.data === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
        {list.data?.length === 0 && <Empty title={words.textsNone} />}
        <ul class="texts">
          {list.data?.map((one) => (
            <li key={`${one.createdAt} ${one.phone}`}>
              <span class="soft digits">{fmt.dateTime(one.createdAt)}</span>
              <strong class="digits">{one.phone}</strong>
              <span>{one.body}</span>
            </li>
          ))}
        </ul>
      </section>
    </PageShell>
  );
}
