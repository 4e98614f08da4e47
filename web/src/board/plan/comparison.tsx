import type { PlanComparison } from '../../../../src/contracts/assignments.js';
import { byName, fmt } from '../../shared/i18n.js';
import { Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { compareFigures } from './compare-figures.js';

const signed = (value: number, words: string): string =>
  value > 0 ? `+${words}` : value < 0 ? `−${words}` : '=';

/** Figures side by side, how many people differ, and the communes that do. */
export function Comparison(props: { eventId: string; planId: string; otherId: string }) {
  const words = useBoardTexts().steps.plan.compare;
  const { eventId, planId, otherId } = props;
  const { data, error, reload } = useLoad(
    () =>
      call('GET /events/:eventId/plans/:planId/compare/:otherId', { params: { eventId, planId, otherId } }),
    `${planId} ${otherId}`,
  );
  if (!data) return error === null ? <Loading /> : <LoadFailed error={error} onRetry={reload} />;
  return (
    <>
      <p class="big-words">{data.people === 0 ? `✓ ${words.same}` : words.people(fmt.number(data.people))}</p>
      <div class="compare">
        <FigureTable data={data} />
        {data.communes.length > 0 && <CommuneTable communes={data.communes} />}
      </div>
    </>
  );
}

function FigureTable({ data }: { data: PlanComparison }) {
  const t = useBoardTexts().steps.plan;
  return (
    <div class="row-table figures-compared">
      <table>
        <Head first={t.compare.figure} />
        <tbody>
          {compareFigures(data, t).map((row) => (
            <tr key={row.name}>
              <td>{row.name}</td>
              <td class={row.better === 'left' ? 'num strong' : 'num'}>{row.left}</td>
              <td class={row.better === 'right' ? 'num strong' : 'num'}>{row.right}</td>
              <td class="num soft">{row.difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CommuneTable({ communes }: { communes: PlanComparison['communes'] }) {
  const words = useBoardTexts().steps.plan;
  const { communes: names } = useDay();
  const name = (id: string) => nameOf(names, id);
  const rows = [...communes].sort(
    (a, b) =>
      Math.abs(b.left - b.right) - Math.abs(a.left - a.right) || byName(name(a.communeId), name(b.communeId)),
  );
  return (
    <div class="row-table" tabIndex={0}>
      <table>
        <Head first={words.compare.communes(fmt.number(rows.length))} needs={words.table.target} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.communeId}>
              <td>{name(row.communeId)}</td>
              <td class="num">{fmt.number(row.target)}</td>
              <td class="num">{fmt.number(row.left)}</td>
              <td class="num">{fmt.number(row.right)}</td>
              <td class="num soft">
                {signed(row.left - row.right, fmt.number(Math.abs(row.left - row.right)))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head(props: { first: string; needs?: string }) {
  const words = useBoardTexts().steps.plan.compare;
  return (
    <thead>
      <tr>
        <th>{props.first}</th>
        {props.needs !== undefined && <th class="num">{props.needs}</th>}
        <th class="num">{words.this}</th>
        <th class="num">{words.other}</th>
        <th class="num">{words.difference}</th>
      </tr>
    </thead>
  );
}
