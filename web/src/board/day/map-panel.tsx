import { useCallback, useMemo } from 'preact/hooks';
import type { CommuneCounts } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { ProvinceMap } from '../../shared/map.js';
import { stepOf } from '../../shared/step.js';
import { nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import { useDay } from './use-day.js';

/** The province, each commune in the colour of how much of its demand is met. */
export function MapPanel(props: { selected: string | null; onSelect: (id: string) => void }) {
  const t = useBoardTexts();
  const { basis, area, communes, rowOf } = useDay();
  const step = useCallback(
    (id: string) => {
      const row = rowOf.get(id);
      return row ? stepOf(row.counts[basis], row.target) : null;
    },
    [rowOf, basis],
  );
  // A row that did not change is the same object from frame to frame: its words are not made again.
  const titles = useMemo(() => new WeakMap<CommuneCounts, string>(), [basis, communes, t]);
  const title = (id: string): string => {
    const row = rowOf.get(id);
    const known = row && titles.get(row);
    if (known !== undefined) return known;
    const name = communes.get(id)?.fullName ?? id;
    if (!row || row.target === 0) return `${name}: ${t.day.legendNone}`;
    const made = `${name}: ${fmt.number(row.counts[basis])} / ${fmt.number(row.target)}`;
    titles.set(row, made);
    return made;
  };
  const heading = basis === 'people' ? t.day.mapTitlePresent : t.day.mapTitleAccepted;
  return (
    <section class="panel map-panel" aria-label={heading}>
      <h2>
        {heading}
        {props.selected !== null && <span class="soft"> · {nameOf(communes, props.selected)}</span>}
      </h2>
      <div class="map-box">
        <ProvinceMap
          provinceId={area}
          label={heading}
          step={step}
          title={title}
          selected={props.selected}
          onSelect={props.onSelect}
        />
      </div>
      <ul class="legend">
        {t.day.legend.map((words, index) => (
          <li key={words}>
            <span class="swatch" data-step={index} aria-hidden="true" />
            {words}
          </li>
        ))}
        <li>
          <span class="swatch" aria-hidden="true" />
          {t.day.legendNone}
        </li>
      </ul>
      <p class="soft map-hint">{t.day.mapHint}</p>
    </section>
  );
}
