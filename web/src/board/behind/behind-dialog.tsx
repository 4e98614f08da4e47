import { useState } from 'preact/hooks';
import type { Figure, FigureFilter } from '../../../../src/contracts/figures.js';
import { fmt, say } from '../../shared/i18n.js';
import { Button, Dialog, Loading } from '../../shared/ui.js';
import { FileLink } from '../account/file-link.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { FigureRows } from './figure-rows.js';
import { figureText } from './figure-text.js';

const PAGE = 50;

/** Where a number comes from: the question in words and in SQL, its answer counted just now, the rows. */
export function BehindDialog(props: {
  eventId: string;
  filter: FigureFilter;
  /** What the number said that was pressed; null when it answers a question only near to this one. */
  clicked: number | null;
  onClose: () => void;
}) {
  const t = useBoardTexts().behind;
  const { eventId, filter } = props;
  const [page, setPage] = useState(1);
  const figure = useLoad(
    () =>
      call('GET /events/:eventId/figures', {
        params: { eventId },
        query: { ...filter, page, pageSize: PAGE },
      }),
    `${JSON.stringify(filter)} ${page}`,
  );
  const shown = useKept(figure.data);
  return (
    <Dialog title={t.title} onClose={props.onClose} wide>
      {!shown && figure.error === null && <Loading />}
      {figure.error !== null && figure.data === null && (
        <LoadFailed error={figure.error} onRetry={figure.reload} />
      )}
      {shown && (
        <div class="behind">
          <div class="behind-head">
            <strong class="digits" data-testid="counted">
              {figureText(shown.counted, filter)}
            </strong>
            <div>
              <p>{say(shown.sentence)}</p>
              <Agreement figure={shown} />
              {props.clicked !== null && shown.counted !== props.clicked && (
                <p class="warn-words">{t.moved(figureText(props.clicked, filter))}</p>
              )}
            </div>
          </div>
          <details>
            <summary>{t.sql}</summary>
            <pre class="sql">{shown.sql.text}</pre>
            <h4>{t.values}</h4>
            <ul class="sql-values digits">
              {shown.sql.values.map(({ name, value }) => (
                <li key={name}>
                  <code>{name}</code> <code>{value}</code>
                </li>
              ))}
            </ul>
          </details>
          <div class="behind-actions">
            <h3>
              {t.rows} <span class="count digits">{fmt.number(shown.rows.total)}</span>
            </h3>
            <Button onClick={figure.reload}>{t.again}</Button>
            <FileLink href={fileOf(eventId, filter, 'csv')}>{t.csv}</FileLink>
            <FileLink href={fileOf(eventId, filter, 'xlsx')}>{t.xlsx}</FileLink>
          </div>
          <FigureRows figure={shown} onPage={setPage} />
        </div>
      )}
    </Dialog>
  );
}

/** Whether the counter and the rows say the same. */
function Agreement({ figure }: { figure: Figure }) {
  const t = useBoardTexts().behind;
  const { shown, counted, rev, within } = figure;
  if (within === 'own') return <p class="soft">{t.own}</p>;
  if (shown === null) return <p class="soft">{t.alwaysCounted}</p>;
  return shown === counted ? (
    <p class="good-words">✓ {t.agrees(fmt.number(rev))}</p>
  ) : (
    <p class="bad-words" role="alert">
      ! {t.differs(fmt.number(shown), fmt.number(counted))}
    </p>
  );
}

function fileOf(eventId: string, filter: FigureFilter, kind: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  return `/api/events/${eventId}/figures.${kind}?${query.toString()}`;
}
