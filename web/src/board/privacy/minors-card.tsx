import { useState } from 'preact/hooks';
import type { Minor } from '../../../../src/contracts/privacy.js';
import { readableDate } from '../../../../src/kernel/vietnam-time.js';
import { fmt, say, useLang } from '../../shared/i18n.js';
import { ActionsHead, Button, Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { PaperDialog } from './paper-dialog.js';
import { PaperSheets } from './paper-sheets.js';

/** Children of the own units, those whose guardian has not agreed first. */
export function MinorsCard() {
  const t = useBoardTexts().privacy.minors;
  useLang();
  const list = useLoad(() => call('GET /privacy/minors'), 'minors');
  const [printing, setPrinting] = useState<Minor[]>([]);
  const [recording, setRecording] = useState<Minor | null>(null);
  const done = async () => {
    setRecording(null);
    await list.reload();
  };
  const takeBack = async ({ personId, fullName }: Minor) => {
    if (!confirm(t.takeBackSure(fullName))) return;
    await call('DELETE /people/:personId/guardian-consent', { params: { personId } });
    sayDone((words) => words.privacy.minors.takenBack);
    await list.reload();
  };
  const { data } = list;
  const waiting = data?.items.filter((one) => one.state === 'waiting') ?? [];
  return (
    <section class="card" data-testid="minors">
      <header class="card-head">
        <div>
          <h2>{t.title}</h2>
          <p class="soft">{t.lead}</p>
          {data !== null && data.items.length > 0 && (
            <p class="digits">
              <strong>{t.counts(fmt.number(data.waiting), fmt.number(data.given))}</strong>
            </p>
          )}
          {data !== null && data.ageUnknown > 0 && (
            <p class="soft digits">{t.unknown(fmt.number(data.ageUnknown))}</p>
          )}
        </div>
        {waiting.length > 0 && (
          <Button onClick={() => setPrinting(waiting)}>{t.print(fmt.number(waiting.length))}</Button>
        )}
      </header>
      {data === null && list.error === null && <Loading />}
      {data === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {data?.items.length === 0 && <Empty title={t.none} hint={t.noneHint} />}
      {data !== null && data.items.length > 0 && (
        <details class="decided">
          <summary>{t.wording}</summary>
          <p class="pad">{say(data.wording)}</p>
        </details>
      )}
      {data !== null && data.items.length > 0 && (
        <table class="privacy">
          <thead>
            <tr>
              <th>{t.columns.person}</th>
              <th>{t.columns.unit}</th>
              <th>{t.columns.event}</th>
              <th>{t.columns.paper}</th>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <tr key={one.personId} class={one.state === 'waiting' ? 'soon' : ''}>
                <td>
                  {one.fullName}
                  <span class="soft digits">{readableDate(one.birthDate)}</span>
                </td>
                <td>{one.orgUnitName}</td>
                <td>
                  {one.eventTitle ?? <span class="soft">{t.noEvent}</span>}
                  {one.eventAt !== null && <span class="soft digits">{fmt.date(one.eventAt)}</span>}
                </td>
                <td>
                  {one.state === 'waiting' && <strong class="waiting">{t.waiting}</strong>}
                  {one.state === 'given' &&
                    t.given(one.guardianName ?? '', one.recordedAt === null ? '' : fmt.date(one.recordedAt))}
                </td>
                <td class="num">
                  {one.state === 'waiting' ? (
                    <Button aria-label={t.recordOf(one.fullName)} onClick={() => setRecording(one)}>
                      {t.record}
                    </Button>
                  ) : (
                    <Button
                      look="quiet"
                      aria-label={`${t.takeBack}: ${one.fullName}`}
                      onClick={() => takeBack(one)}
                    >
                      {t.takeBack}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data !== null && printing.length > 0 && (
        <PaperSheets minors={printing} wording={data.wording.vi} onPrinted={() => setPrinting([])} />
      )}
      {recording && <PaperDialog minor={recording} onDone={done} onClose={() => setRecording(null)} />}
    </section>
  );
}
