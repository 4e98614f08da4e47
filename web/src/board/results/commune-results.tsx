import { useState } from 'preact/hooks';
import { fold } from '../../../../src/kernel/vietnamese.js';
import type { EventResults } from '../../../../src/contracts/results.js';
import { fmt, say } from '../../shared/i18n.js';
import { SearchField } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import { ResultNumber } from './indicator-card.js';
import type { RowsWanted } from './rows-dialog.js';

type Sort = { by: 'name' | 'reporters' | number; down: boolean };

/** Communes by every indicator: sorted by any column, found with or without diacritics. */
export function CommuneResults(props: { results: EventResults; onOpen: (wanted: RowsWanted) => void }) {
  const words = useBoardTexts();
  const t = words.results;
  const { indicators, communes } = props.results;
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false });
  const valueOf = (commune: EventResults['communes'][number], by: number | 'reporters') =>
    by === 'reporters' ? commune.reporters : (commune.values[by]?.amount ?? 0);
  // They come in the order of their names.
  const found = communes.filter((one) => fold(one.name).includes(fold(query)));
  const { by } = sort;
  const rows = by === 'name' ? found : [...found].sort((a, b) => valueOf(a, by) - valueOf(b, by));
  if (sort.down) rows.reverse();
  const columns: { by: Sort['by']; name: string }[] = [
    { by: 'name', name: t.commune },
    ...indicators.map((one, place) => ({ by: place, name: say(one.name) })),
    { by: 'reporters', name: t.reporters },
  ];
  return (
    <section class="panel results-communes" aria-label={t.byCommune}>
      <div class="table-head">
        <h2>{t.byCommune}</h2>
        <SearchField label={t.search} value={query} onInput={setQuery} />
      </div>
      <div class="scroll" data-wide>
        <table class="result-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.by}
                  class={column.by === 'name' ? '' : 'num'}
                  aria-sort={by !== column.by ? 'none' : sort.down ? 'descending' : 'ascending'}
                >
                  <button
                    type="button"
                    title={words.day.sortBy(column.name)}
                    onClick={() =>
                      setSort({ by: column.by, down: by === column.by ? !sort.down : column.by !== 'name' })
                    }
                  >
                    {column.name}
                    <span aria-hidden="true">{by === column.by ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((commune) => (
              <tr key={commune.communeId}>
                <td>{commune.name}</td>
                {indicators.map((indicator, place) => {
                  const { communeId } = commune;
                  const { indicatorId } = indicator;
                  const shown = commune.values[place]?.amount ?? 0;
                  return (
                    <td key={indicatorId} class="num">
                      <ResultNumber
                        name={`${commune.name}, ${say(indicator.name)}`}
                        value={shown}
                        onOpen={() => props.onOpen({ indicatorId, communeId, place: commune.name, shown })}
                      />
                    </td>
                  );
                })}
                <td class="num">{fmt.number(commune.reporters)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p class="soft pad">{words.day.searchNone}</p>}
      </div>
    </section>
  );
}
