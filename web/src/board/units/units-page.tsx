import { useMemo, useState } from 'preact/hooks';
import type { OrgUnit } from '../../../../src/contracts/people.js';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { fmt } from '../../shared/i18n.js';
import { ActionsHead, Button, Empty, Loading, SearchField } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { useMay } from '../session.js';
import { TableLinks } from '../steps/table-links.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { MergeDialog } from './merge-dialog.js';

/** Rows of one page. */
const AT_ONCE = 500;
const UNIT_TABLES = ['units', 'roll'] as const;

/** The tree of Youth Union units: how many people each has, and what became part of what. */
export function UnitsPage() {
  const t = useBoardTexts();
  const words = t.units;
  const mayMerge = useMay('province_coordinator');
  const [text, setText] = useState('');
  const [merging, setMerging] = useState<OrgUnit | null>(null);
  const lists = useLoad(
    async () => ({ units: await call('GET /org-units'), merged: await call('GET /org-units/merged') }),
    'units',
  );
  const ordered = useMemo(() => inTree(lists.data?.units ?? []), [lists.data]);
  const found = useMemo(() => {
    const wanted = fold(text);
    return ordered.filter(({ unit }) => fold(unit.name).includes(wanted));
  }, [ordered, text]);
  const shown = firstOf(found, text !== '');
  const done = async () => {
    setMerging(null);
    await lists.reload();
  };
  const merged = lists.data?.merged ?? [];
  return (
    <PageShell title={words.title} back={to.events}>
      {lists.data === null && lists.error === null && <Loading />}
      {lists.data === null && lists.error !== null && (
        <LoadFailed error={lists.error} onRetry={lists.reload} />
      )}
      {merged.length > 0 && (
        <details class="card merged-units">
          <summary>
            {words.history} <span class="count digits">{fmt.number(merged.length)}</span>
          </summary>
          <ul class="grants">
            {merged.map((one) => (
              <li key={one.id}>
                <strong>{words.mergedLine(one.name, one.intoName)}</strong>
                <span class="soft digits">{words.mergedBy(fmt.dateTime(one.at), one.by)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {lists.data !== null && (
        <div class="page-actions">
          {UNIT_TABLES.map((table) => (
            <TableLinks key={table} named of={{ table }} words={t.steps.exports.tables[table]} />
          ))}
        </div>
      )}
      {lists.data !== null && (
        <section class="card">
          <header class="card-head units-head">
            <p class="soft">{words.lead}</p>
            <SearchField label={words.find} value={text} onInput={setText} />
          </header>
          {shown.length === 0 && <Empty title={words.none} hint={words.noneHint} />}
          {shown.length > 0 && (
            <table class="units">
              <thead>
                <tr>
                  <th>{words.columns.name}</th>
                  <th>{words.columns.kind}</th>
                  <th class="num">{words.columns.people}</th>
                  <ActionsHead />
                </tr>
              </thead>
              <tbody>
                {shown.map(({ unit, depth }) => (
                  <tr key={unit.id}>
                    <td style={{ paddingLeft: `${18 + 22 * depth}px` }}>{unit.name}</td>
                    <td class="soft">{words.kinds[unit.kind]}</td>
                    <td class="num digits">{fmt.number(unit.people)}</td>
                    <td class="num">
                      {mayMerge && unit.kind !== 'province' && (
                        <Button
                          look="quiet"
                          aria-label={words.mergeOf(unit.name)}
                          onClick={() => setMerging(unit)}
                        >
                          {words.merge}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {shown.length < found.length && (
            <p class="soft units-more digits">{words.more(fmt.number(found.length - shown.length))}</p>
          )}
        </section>
      )}
      {merging && (
        <MergeDialog
          unit={merging}
          units={lists.data?.units ?? []}
          onDone={done}
          onClose={() => setMerging(null)}
        />
      )}
    </PageShell>
  );
}

/** A province has thousands of branches, and a page that holds them all takes seconds: then they are for the search. */
function firstOf<T extends { unit: OrgUnit }>(found: readonly T[], searched: boolean): readonly T[] {
  if (found.length <= AT_ONCE) return found;
  return searched ? found.slice(0, AT_ONCE) : found.filter(({ unit }) => unit.kind !== 'branch');
}

/** Each unit before those below it, and its own before its sister: as a tree is read. */
function inTree(units: readonly OrgUnit[]): { unit: OrgUnit; depth: number }[] {
  const below = new Map<string | null, OrgUnit[]>();
  for (const unit of units) below.set(unit.parentId, [...(below.get(unit.parentId) ?? []), unit]);
  const walk = (parentId: string | null, depth: number): { unit: OrgUnit; depth: number }[] =>
    (below.get(parentId) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk(null, 0);
}
