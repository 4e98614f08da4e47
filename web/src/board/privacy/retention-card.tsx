import { fmt, say, useLang } from '../../shared/i18n.js';
import { Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

/** The rules of retention, each with what it removed when it last had something to remove. */
export function RetentionCard() {
  const t = useBoardTexts().privacy.retention;
  useLang();
  const kept = useLoad(() => call('GET /privacy/retention'), 'retention');
  const { data } = kept;
  const lastOf = (id: string): string => {
    const run = data?.runs.find(({ removed }) => (removed[id] ?? 0) > 0);
    return run ? `${fmt.number(run.removed[id] ?? 0)} · ${fmt.date(run.at)}` : '–';
  };
  return (
    <section class="card" data-testid="retention">
      <header class="card-head">
        <div>
          <h2>{t.title}</h2>
          <p class="soft digits">
            {t.lead} {data && (data.runs[0] ? t.lastRun(fmt.dateTime(data.runs[0].at)) : t.neverRun)}
          </p>
        </div>
      </header>
      {data === null && kept.error === null && <Loading />}
      {data === null && kept.error !== null && <LoadFailed error={kept.error} onRetry={kept.reload} />}
      {data !== null && (
        <table class="privacy">
          <thead>
            <tr>
              <th>{t.columns.what}</th>
              <th>{t.columns.days}</th>
              <th>{t.columns.why}</th>
              <th class="num">{t.columns.last}</th>
            </tr>
          </thead>
          <tbody>
            {data.rules.map(({ id, what, days, since, why }) => (
              <tr key={id}>
                <td>{say(what)}</td>
                <td>
                  <strong class="digits">{t.days(fmt.number(days))}</strong>
                  <span class="soft">{say(since)}</span>
                </td>
                <td class="soft">{say(why)}</td>
                <td class="num digits">{lastOf(id)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
