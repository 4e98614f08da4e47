import { useMemo, useState } from 'preact/hooks';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { byName, fmt } from '../../shared/i18n.js';
import { Button, SearchField } from '../../shared/ui.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { CommuneBox } from './commune-box.js';
import { CommuneRow } from './commune-row.js';
import { worstFirst } from './fill.js';
import { usePlan } from './use-plan.js';

/** Communes with the worst filled first; to look at, to publish by themselves, to drop people on. */
export function PlanCommunes() {
  const t = useBoardTexts();
  const words = t.steps.plan.table;
  const { communes } = useDay();
  const { plan, editable, communeId, publish } = usePlan();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => {
    const wanted = fold(query);
    const found = plan.communes.filter((row) => fold(nameOf(communes, row.communeId)).includes(wanted));
    return worstFirst(found, (a, b) => byName(nameOf(communes, a), nameOf(communes, b)));
  }, [plan.communes, communes, query]);
  const choose = (ids: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  const selected = plan.communes.find((row) => row.communeId === communeId);
  const allShown = rows.length > 0 && rows.every((row) => chosen.has(row.communeId));
  return (
    <section class="panel plan-communes" aria-label={words.name}>
      <div class="table-head">
        <h2>{t.day.communes(fmt.number(rows.length))}</h2>
        <SearchField label={t.day.search} value={query} onInput={setQuery} />
      </div>
      <div class="scroll">
        <table class="plan-table">
          <thead>
            <tr>
              {editable && (
                <th>
                  <input
                    type="checkbox"
                    aria-label={words.chooseShown}
                    title={words.chooseShown}
                    checked={allShown}
                    onChange={() =>
                      choose(
                        rows.map((row) => row.communeId),
                        !allShown,
                      )
                    }
                  />
                </th>
              )}
              <th>{words.name}</th>
              {(['target', 'before', 'after', 'short'] as const).map((column) => (
                <th key={column} class="num">
                  {words[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CommuneRow
                key={row.communeId}
                row={row}
                chosen={chosen.has(row.communeId)}
                onChoose={(on) => choose([row.communeId], on)}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p class="soft pad">{t.day.searchNone}</p>}
      </div>
      {editable && chosen.size > 0 && (
        <div class="chosen-bar">
          <span class="digits">{words.chosen(fmt.number(chosen.size))}</span>
          <Button look="quiet" onClick={() => setChosen(new Set())}>
            {words.chooseNone}
          </Button>
          <Button look="primary" onClick={() => publish([...chosen])}>
            {words.publish}
          </Button>
        </div>
      )}
      {selected && <CommuneBox row={selected} />}
    </section>
  );
}
