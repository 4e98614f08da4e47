import type { Figure } from '../../../../src/contracts/figures.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Empty } from '../../shared/ui.js';
import { Pager } from '../plan/pager.js';
import { useBoardTexts } from '../texts/index.js';

/** The rows behind a figure, in the order they were recorded. */
export function FigureRows(props: { figure: Figure; onPage: (page: number) => void }) {
  const t = useBoardTexts().behind;
  const shared = useTexts(sharedTexts);
  const { rows, filter } = props.figure;
  // Of offers it is told what became of them, of scans how they were made.
  const scans = !['registered', 'offered', 'accepted', 'declined', 'expired'].includes(filter.metric);
  const refused = filter.metric === 'conflicts';
  const { refusals } = useBoardTexts();
  const placed = filter.metric !== 'registered';
  if (rows.total === 0) return <Empty title={t.noRows} hint={t.noRowsHint} />;
  return (
    <>
      <div class="row-table-box" tabIndex={0} role="region" aria-label={t.rows}>
        <table class="behind-rows">
          <thead>
            <tr>
              <th class="num">#</th>
              <th>{t.columns.name}</th>
              <th>{t.columns.unit}</th>
              {placed && <th>{t.columns.place}</th>}
              <th>{t.columns.at}</th>
              {placed && <th>{scans ? t.columns.method : t.columns.state}</th>}
              {refused && <th>{t.columns.refusal}</th>}
              {filter.added !== undefined && <th class="num">{t.columns.by}</th>}
              <th>{t.columns.skills}</th>
            </tr>
          </thead>
          <tbody>
            {rows.items.map((row, index) => (
              <tr key={row.id}>
                <td class="num soft">{fmt.number((rows.page - 1) * rows.pageSize + index + 1)}</td>
                <td>{row.fullName ?? <span class="soft">{t.hidden}</span>}</td>
                <td>{row.orgUnitName}</td>
                {placed && (
                  <td>
                    {row.siteName}
                    <div class="soft">{row.communeName}</div>
                  </td>
                )}
                <td class="digits">
                  {fmt.date(row.at)} {fmt.seconds(row.at)}
                </td>
                {placed && (
                  <td>
                    {row.method !== null && t.methods[row.method]}
                    {row.state !== null && shared.states[row.state]}
                  </td>
                )}
                {refused && <td>{row.refusal !== null && refusals[row.refusal]}</td>}
                {filter.added !== undefined && <td class="num digits">{fmt.signed(row.by)}</td>}
                <td class="soft">{row.skills.map((skill) => shared.skills[skill]).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={rows.page} total={rows.total} size={rows.pageSize} onPage={props.onPage} />
    </>
  );
}
