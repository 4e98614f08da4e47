import { useEffect, useRef } from 'preact/hooks';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import { useTexts } from '../shared/i18n.js';
import { useMapShape } from '../shared/map.js';
import { changedCommunes, step } from './lit.js';
import { screenTexts } from './texts.js';

const FLASH: Keyframe[] = [
  { fill: '#ffffff', stroke: '#ffffff', strokeWidth: 4, offset: 0 },
  { fill: '#ffffff', stroke: '#ffffff', strokeWidth: 3, offset: 0.25 },
  {},
];

/** The province: brighter where more of the needed people are; flashes only where a number changed. */
export function HallMap({ snapshot }: { snapshot: ScreenSnapshot }) {
  const t = useTexts(screenTexts);
  const shape = useMapShape(snapshot.provinceId);
  const svg = useRef<SVGSVGElement>(null);
  const before = useRef<ReadonlyMap<string, number> | null>(null);
  const communes = new Map(snapshot.communes.map((one) => [one.communeId, one]));

  useEffect(() => {
    const people = new Map(snapshot.communes.map((one) => [one.communeId, one.people]));
    const changed = document.hidden ? [] : changedCommunes(before.current, people);
    before.current = people;
    for (const id of changed) {
      svg.current?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.animate(FLASH, 1_200);
    }
  }, [snapshot.communes]);

  if (shape === null || shape === 'missing') return <div class="hall-map" />;
  return (
    <div class="hall-map">
      <svg ref={svg} viewBox={`0 0 ${shape.width} ${shape.height}`} role="img" aria-label={t.map}>
        {shape.communes.map(({ id, d }) => {
          const found = communes.get(id);
          return (
            <path key={id} data-id={id} d={d} data-lit={found ? step(found.people, found.target) : 'none'} />
          );
        })}
      </svg>
      <div class="hall-legend" aria-hidden="true">
        <span>{t.nobodyYet}</span>
        {[0, 1, 2, 3, 4].map((lit) => (
          <i key={lit} data-lit={lit} />
        ))}
        <span>{t.enough}</span>
      </div>
    </div>
  );
}
