import type { FigureFilter } from '../../../../src/contracts/figures.js';
import { useBoardTexts } from '../texts/index.js';
import { FigureButton } from './figure-button.js';

export interface Part {
  key: string;
  name: string;
  turns: number;
  people: number;
  /** What the count is narrowed to. */
  filter: Omit<FigureFilter, 'metric'>;
}

/** One grouping as bars: how many turns and people each part has; each number opens its rows. */
export function PartList(props: { title: string; parts: readonly Part[]; note: string }) {
  const t = useBoardTexts().behind.numbers;
  const most = Math.max(1, ...props.parts.map((part) => part.turns));
  return (
    <section class="panel parts" aria-label={props.title}>
      <h2>{props.title}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>
                <span class="visually-hidden">{props.title}</span>
              </th>
              <th aria-hidden="true" />
              <th class="num">{t.turns}</th>
              <th class="num">{t.people}</th>
            </tr>
          </thead>
          <tbody>
            {props.parts.map((part) => (
              <tr key={part.key}>
                <td class="part-name">{part.name}</td>
                <td class="part-bar" aria-hidden="true">
                  <i style={{ width: `${(100 * part.turns) / most}%` }} />
                </td>
                <td class="num">
                  <FigureButton value={part.turns} of={{ metric: 'turns', ...part.filter }} />
                </td>
                <td class="num strong">
                  <FigureButton value={part.people} of={{ metric: 'people', ...part.filter }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="soft pad">{props.note}</p>
    </section>
  );
}
