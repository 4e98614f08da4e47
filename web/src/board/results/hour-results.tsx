import { useState } from 'preact/hooks';
import type { EventResults } from '../../../../src/contracts/results.js';
import { fmt, say } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';
import { ResultNumber } from './indicator-card.js';
import type { RowsWanted } from './rows-dialog.js';

const HOUR_MS = 3_600_000;

/** One indicator by the hour in which the server recorded it. */
export function HourResults(props: { results: EventResults; onOpen: (wanted: RowsWanted) => void }) {
  const t = useBoardTexts().results;
  const { indicators, hours } = props.results;
  const [chosen, setChosen] = useState(indicators[0]?.indicatorId ?? '');
  const place = Math.max(
    0,
    indicators.findIndex((one) => one.indicatorId === chosen),
  );
  const indicator = indicators[place];
  const values = hours.map(({ hour, values: all }) => ({ hour, amount: all[place]?.amount ?? 0 }));
  const most = Math.max(1, ...values.map((one) => one.amount));
  if (!indicator) return null;
  return (
    <section class="panel parts results-hours" aria-label={t.byHour}>
      <div class="table-head">
        <h2>{t.byHour}</h2>
        <select
          class="input"
          aria-label={t.hourOf}
          value={indicator.indicatorId}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {indicators.map((one) => (
            <option key={one.indicatorId} value={one.indicatorId}>
              {say(one.name)}
            </option>
          ))}
        </select>
      </div>
      <div class="scroll">
        <table>
          <tbody>
            {values.map(({ hour, amount }) => {
              const name = `${fmt.time(hour)}–${fmt.time(new Date(Date.parse(hour) + HOUR_MS))}`;
              return (
                <tr key={hour}>
                  <td class="part-name digits" title={fmt.date(hour)}>
                    {name}
                  </td>
                  <td class="part-bar" aria-hidden="true">
                    <i style={{ width: `${Math.max(0, (100 * amount) / most)}%` }} />
                  </td>
                  <td class="num strong">
                    <ResultNumber
                      name={name}
                      value={amount}
                      onOpen={() =>
                        props.onOpen({
                          indicatorId: indicator.indicatorId,
                          hour,
                          place: name,
                          shown: amount,
                        })
                      }
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
