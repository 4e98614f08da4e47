import type { CountAudit } from '../../../../src/contracts/closing.js';
import { fmt } from '../../shared/i18n.js';
import { FigureButton } from '../behind/figure-button.js';
import { useBoardTexts } from '../texts/index.js';

/** What the server found when it counted the ledger anew; a difference is shown row by row. */
export function AuditCard(props: { eventId: string; audit: CountAudit | null }) {
  const words = useBoardTexts().closing;
  const { audit } = props;
  const wrong = audit?.differences ?? [];
  return (
    <section class={wrong.length > 0 ? 'card audit wrong' : 'card audit'}>
      <header class="card-head">
        <h2>{words.audit}</h2>
        {audit === null && <span class="soft">{words.auditNone}</span>}
        {audit !== null && wrong.length === 0 && (
          <span class="audit-good digits">✓ {words.auditGood(fmt.seconds(audit.at))}</span>
        )}
      </header>
      {audit !== null && wrong.length > 0 && (
        <>
          <p class="pad digits" role="alert">
            <strong>▲ {words.auditBad(fmt.number(wrong.length), fmt.seconds(audit.at))}</strong>
          </p>
          <div class="row-table" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>{words.columns.site}</th>
                  <th>{words.columns.unit}</th>
                  <th>{words.columns.metric}</th>
                  <th class="num">{words.columns.counted}</th>
                  <th class="num">{words.columns.recounted}</th>
                </tr>
              </thead>
              <tbody>
                {wrong.map((row) => (
                  <tr key={`${row.siteId ?? ''} ${row.orgUnitId} ${row.metric}`}>
                    <td>{row.siteName ?? words.noSite}</td>
                    <td>{row.unitName}</td>
                    <td>{words.metrics[row.metric]}</td>
                    <td class="num digits">{fmt.number(row.counted)}</td>
                    <td class="num digits">
                      {/* A unit's rows are told with those of its branches. */}
                      <FigureButton
                        near
                        value={row.recounted}
                        of={{
                          metric: row.metric,
                          orgUnitId: row.orgUnitId,
                          ...(row.siteId === null ? {} : { siteId: row.siteId }),
                        }}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="pad">
            {words.auditDo} <code>npm run recount -- {props.eventId} --repair</code>
          </p>
        </>
      )}
    </section>
  );
}
