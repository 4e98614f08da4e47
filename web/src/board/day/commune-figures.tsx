import { fmt } from '../../shared/i18n.js';
import { FigureButton } from '../behind/figure-button.js';
import { useBoardTexts } from '../texts/index.js';
import { useDay } from './use-day.js';

/** The numbers of one commune, each with its rows behind it. */
export function CommuneFigures({ communeId }: { communeId: string }) {
  const t = useBoardTexts();
  const { board, basis } = useDay();
  const row = board.communes.find((one) => one.communeId === communeId);
  if (!row) return null;
  return (
    <dl class="figures">
      {(['target', 'offered', 'accepted', 'people'] as const).map((name) => (
        <div key={name}>
          <dt>{t.day.columns[name]}</dt>
          <dd class="digits">
            {name === 'target' ? (
              fmt.number(row.target)
            ) : (
              <FigureButton value={row.counts[name]} of={{ metric: name, communeId }} />
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>%</dt>
        <dd class="digits">{fmt.percent(row.counts[basis], row.target)}</dd>
      </div>
    </dl>
  );
}
