import { useState } from 'preact/hooks';
import type { EventResults } from '../../../../src/contracts/results.js';
import { fmt } from '../../shared/i18n.js';
import { Empty, Loading } from '../../shared/ui.js';
import { FileLink } from '../account/file-link.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { ORGANISERS, ROLE_READERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { CommuneResults } from './commune-results.js';
import { HourResults } from './hour-results.js';
import { IndicatorCard } from './indicator-card.js';
import { PhotoStrip } from './photo-strip.js';
import './results.css';
import { RowsDialog, type RowsWanted } from './rows-dialog.js';

/** Phones send what is counted within seconds; nobody on this page has to ask for it. */
const AGAIN_MS = 10_000;

/** What was achieved on the day: by indicator, commune and hour; each number opens its reports. */
export function ResultsPage({ eventId }: { eventId: string }) {
  const t = useBoardTexts().results;
  const loaded = useLoad(
    () => call('GET /events/:eventId/results', { params: { eventId } }),
    eventId,
    AGAIN_MS,
  );
  const results = useKept(loaded.data);
  return (
    <PageShell title={t.title} back={to.day(eventId)} wide>
      {!results && loaded.error === null && <Loading />}
      {!results && loaded.error !== null && <LoadFailed error={loaded.error} onRetry={loaded.reload} />}
      {results && <Parts results={results} onChanged={loaded.reload} />}
    </PageShell>
  );
}

function Parts({ results, onChanged }: { results: EventResults; onChanged: () => Promise<void> }) {
  const t = useBoardTexts().results;
  const seesPhotos = useMay(...ROLE_READERS);
  const mayExport = useMay(...ORGANISERS, 'auditor');
  const [rows, setRows] = useState<RowsWanted | null>(null);
  const { indicators } = results;
  const nothing = indicators.every((one) => one.amount === 0 && one.people === 0);
  return (
    <div class="results-page">
      <header class="results-head">
        <time class="soft digits">{t.asOf(fmt.seconds(results.at))}</time>
        {results.within === 'own' && <span class="soft">{t.own}</span>}
        <Refused results={results} />
        {mayExport && results.within === 'event' && (
          <span class="results-files">
            <FileLink href={`/api/events/${results.eventId}/results.csv`}>{t.csv}</FileLink>{' '}
            <FileLink href={`/api/events/${results.eventId}/results.xlsx`} look="primary">
              {t.xlsx}
            </FileLink>
          </span>
        )}
      </header>
      {indicators.length === 0 ? (
        <Empty title={t.noIndicators} hint={t.noIndicatorsHint} />
      ) : (
        <>
          <section class="indicator-cards">
            {indicators.map((indicator) => (
              <IndicatorCard key={indicator.indicatorId} indicator={indicator} onOpen={setRows} />
            ))}
          </section>
          {nothing ? (
            <Empty title={t.none} hint={t.noneHint} />
          ) : (
            <div class="results-grid">
              <CommuneResults results={results} onOpen={setRows} />
              <HourResults results={results} onOpen={setRows} />
            </div>
          )}
        </>
      )}
      {seesPhotos && <PhotoStrip results={results} onChanged={onChanged} />}
      {rows && (
        <RowsDialog results={results} wanted={rows} onChanged={onChanged} onClose={() => setRows(null)} />
      )}
    </div>
  );
}

function Refused({ results }: { results: EventResults }) {
  const t = useBoardTexts().results;
  if (results.refused.length === 0) return null;
  const total = results.refused.reduce((sum, one) => sum + one.n, 0);
  const each = results.refused.map((one) => `${t.refusals[one.refusal]}: ${fmt.number(one.n)}`);
  return (
    <span class="warn-words digits">
      ▲ {t.refused(fmt.number(total))} ({each.join(' · ')})
    </span>
  );
}
