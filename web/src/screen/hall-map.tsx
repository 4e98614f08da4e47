import { useEffect, useRef } from 'preact/hooks';
import type { StageTheme } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import { useTexts } from '../shared/i18n.js';
import { useMapShape } from '../shared/map.js';
import { changedCommunes, step } from './lit.js';
import { screenTexts } from './texts.js';

/** Each colour of the ramp, nearly white: keyframes cannot read the style sheet's variables. */
const GLOW_FILL: Record<string, string> = {
  0: '#9ca2b0',
  1: '#9abecb',
  2: '#a1d6ca',
  3: '#d2ebbc',
  4: '#fff2af',
};
/** On white paper nothing can shine: there it turns to amber. */
const GLOW_STROKE: Record<StageTheme, string> = { hall: '#ffffff', daylight: '#b45309' };
/** A glow, not a flash: on a busy morning most communes change within a second, and a hall looks on. */
const glow = (lit: string, theme: StageTheme): Keyframe[] => [
  {
    fill: theme === 'hall' ? (GLOW_FILL[lit] ?? '#ffffff') : '#ffcf4d',
    stroke: GLOW_STROKE[theme],
    strokeWidth: 3,
  },
  {},
];
const GLOW_MS = 1_400;
/** With more than this at once the whole map would blink: then only the borders light up. */
const MANY = 24;
const border = (theme: StageTheme): Keyframe[] => [{ stroke: GLOW_STROKE[theme], strokeWidth: 2 }, {}];

/** The province: brighter where more of the needed people are; lights up only where a number changed. */
export function HallMap(props: {
  snapshot: ScreenSnapshot;
  theme: StageTheme;
  /** The one commune that is shown, all others dimmed; null: all. */
  spot: string | null;
}) {
  const { snapshot, theme, spot } = props;
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
      const path = svg.current?.querySelector<SVGPathElement>(`[data-id="${CSS.escape(id)}"]`);
      // One that still glows is left to fade: nothing may blink several times a second.
      if (!path || path.getAnimations().length > 0) continue;
      const keyframes = changed.length > MANY ? border(theme) : glow(path.dataset['lit'] ?? '0', theme);
      path.animate(keyframes, { duration: GLOW_MS, easing: 'ease-out' });
    }
  }, [snapshot.communes]);

  if (shape === null || typeof shape === 'string') return <div class="hall-map" />;
  return (
    <div class="hall-map">
      <svg ref={svg} viewBox={`0 0 ${shape.width} ${shape.height}`} role="img" aria-label={t.map}>
        {shape.communes.map(({ id, d }) => {
          const found = communes.get(id);
          return (
            <path
              key={id}
              data-id={id}
              d={d}
              data-lit={found ? step(found.people, found.target) : 'none'}
              {...(spot === null ? {} : { 'data-spot': spot === id })}
            />
          );
        })}
        {shape.communes
          .filter(({ id }) => id === spot)
          .map(({ id, d, x, y }) => (
            <g key={`around ${id}`}>
              <path class="spot-edge" d={d} />
              <circle class="spot-edge" cx={x} cy={y} r={shape.width / 14} />
            </g>
          ))}
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
