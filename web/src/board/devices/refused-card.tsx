import { useState } from 'preact/hooks';
import type { Refusal, RefusedAttempt } from '../../../../src/contracts/participation.js';
import { fmt } from '../../shared/i18n.js';
import { Empty, Field, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { Pager } from '../plan/pager.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';

const PAGE = 50;
const ASK_MS = 5_000;

/** What the gates have refused: how often and why, then each: when, where, who, by which gate. */
export function RefusedCard(props: { eventId: string }) {
  const t = useBoardTexts();
  const words = t.access;
  const [refusal, setRefusal] = useState<Refusal | ''>('');
  const [siteId, setSite] = useState('');
  const [page, setPage] = useState(1);
  const query = { refusal, siteId, page, pageSize: PAGE };
  const loaded = useLoad(
    () => call('GET /events/:eventId/refused-attempts', { params: { eventId: props.eventId }, query }),
    JSON.stringify(query),
    ASK_MS,
  );
  const data = useKept(loaded.data);
  if (!data) {
    return (
      <section class="card">
        {loaded.error === null ? <Loading /> : <LoadFailed error={loaded.error} onRetry={loaded.reload} />}
      </section>
    );
  }
  return (
    <section class="card">
      <header class="card-head">
        <div>
          <h2>{words.refused}</h2>
          <p class="soft">{words.refusedLead}</p>
        </div>
        <div class="refused-filters">
          <Field label={words.reason}>
            <select
              value={refusal}
              onChange={(event) => {
                const chosen = event.currentTarget.value;
                setRefusal(data.reasons.find((one) => one.refusal === chosen)?.refusal ?? '');
                setPage(1);
              }}
            >
              <option value="">{words.allReasons}</option>
              {data.reasons.map(({ refusal: why, n }) => (
                <option key={why} value={why}>
                  {t.refusals[why]} ({fmt.number(n)})
                </option>
              ))}
            </select>
          </Field>
          <Field label={words.site}>
            <select
              value={siteId}
              onChange={(event) => {
                setSite(event.currentTarget.value);
                setPage(1);
              }}
            >
              <option value="">{words.allSites}</option>
              {data.sites.map((site) => (
                <option key={site.siteId} value={site.siteId}>
                  {site.siteName} ({fmt.number(site.n)})
                </option>
              ))}
            </select>
          </Field>
        </div>
      </header>
      {data.total === 0 ? (
        <Empty title={words.refusedNone} hint={words.refusedNoneHint} />
      ) : (
        <p class="refused-total digits">{words.times(fmt.number(data.total))}</p>
      )}
      <ul class="device-list">
        {data.items.map((one) => (
          <RefusedRow key={one.id} one={one} />
        ))}
      </ul>
      <Pager page={page} total={data.total} size={PAGE} onPage={setPage} />
    </section>
  );
}

function RefusedRow({ one }: { one: RefusedAttempt }) {
  const t = useBoardTexts();
  const words = t.access;
  return (
    <li class="device-row">
      <div>
        <strong>{t.refusals[one.refusal]}</strong>
        <span class="soft">{one.fullName ?? words.nobody}</span>
      </div>
      <div>
        <span>{one.siteName ?? t.closing.nowhere}</span>
        <span class="soft">{words.by[one.by.kind](one.by.name)}</span>
      </div>
      <span class="soft">{t.closing.methods[one.method]}</span>
      <div class="digits">
        <span>{fmt.dateTime(one.recordedAt)}</span>
        <span class="soft">{words.deviceClock(fmt.time(one.deviceTime))}</span>
      </div>
    </li>
  );
}
