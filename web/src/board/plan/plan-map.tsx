import { useCallback, useMemo, useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { ProvinceMap } from '../../shared/map.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { CHANGE_STEPS, stepIn, type View, VIEWS } from './fill.js';
import { usePlan } from './use-plan.js';

/** The province before and after the plan; a click chooses a commune, people can be dropped on one. */
export function PlanMap() {
  const t = useBoardTexts();
  const words = t.steps.plan.map;
  const { board, communes } = useDay();
  const { plan, editable, communeId, select, carried, dropOn } = usePlan();
  const [view, setView] = useState<View>('after');
  const byId = useMemo(() => new Map(plan.communes.map((row) => [row.communeId, row])), [plan.communes]);
  const step = useCallback(
    (id: string) => {
      const row = byId.get(id);
      return row ? stepIn(row, view) : null;
    },
    [byId, view],
  );
  const title = (id: string): string => {
    const row = byId.get(id);
    const name = communes.get(id)?.fullName ?? id;
    if (!row) return `${name}: ${t.day.legendNone}`;
    return words.of(name, fmt.number(row.before), fmt.number(row.after), fmt.number(row.target));
  };
  return (
    <section class="panel plan-map map-panel" aria-label={words.title}>
      <div class="table-head">
        <h2>{words.title}</h2>
        <div class="lang views" role="group" aria-label={words.view}>
          {VIEWS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={view === one}
              title={words.viewHints[one]}
              onClick={() => setView(one)}
            >
              {words.views[one]}
            </button>
          ))}
        </div>
      </div>
      <div class={carried.length > 0 ? 'map-box drops' : 'map-box'}>
        <ProvinceMap
          provinceId={board.event.provinceId}
          label={`${words.title}. ${words.viewHints[view]}`}
          step={step}
          title={title}
          selected={communeId}
          onSelect={select}
          onDropOn={carried.length > 0 ? (id) => void dropOn(id) : undefined}
        />
      </div>
      <p class="soft map-hint">{words.viewHints[view]}</p>
      <ul class="legend">
        {view === 'change'
          ? (['less', 'same', 'more'] as const).map((one) => (
              <Legend key={one} step={CHANGE_STEPS[one] ?? ''}>
                {words.changes[one]}
              </Legend>
            ))
          : [...t.day.legend, t.day.legendNone].map((one, index) => (
              <Legend key={one} step={index < t.day.legend.length ? index : ''}>
                {one}
              </Legend>
            ))}
      </ul>
      <p class="soft map-hint">{editable ? words.dragHint : words.hint}</p>
    </section>
  );
}

function Legend(props: { step: number | ''; children: string }) {
  return (
    <li>
      <span class="swatch" data-step={props.step} aria-hidden="true" />
      {props.children}
    </li>
  );
}
