import type { Indicator } from '../../../../src/contracts/results.js';
import { say } from '../../shared/i18n.js';
import { Field } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';

/** One indicator of the list that is edited. */
export function IndicatorRow(props: {
  indicator: Indicator;
  /** It stands already: its code and kind stay. */
  known: boolean;
  onChange: (changed: Indicator) => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
}) {
  const t = useBoardTexts().results.indicators;
  const { indicator } = props;
  const set = (changed: Partial<Indicator>) => props.onChange({ ...indicator, ...changed });
  const name = say(indicator.name);
  const text = (label: string, value: string, max: number, change: (value: string) => void) => (
    <Field label={label}>
      <input required maxLength={max} value={value} onInput={(event) => change(event.currentTarget.value)} />
    </Field>
  );
  return (
    <li class={indicator.active ? 'indicator-row' : 'indicator-row off'}>
      <div class="indicator-order">
        <Move label={t.up(name)} sign="↑" onPress={props.onUp} />
        <Move label={t.down(name)} sign="↓" onPress={props.onDown} />
      </div>
      <div class="indicator-fields">
        <div class="wide">
          {text(t.nameVi, indicator.name.vi, 80, (vi) => set({ name: { ...indicator.name, vi } }))}
        </div>
        <div class="wide">
          {text(t.nameEn, indicator.name.en, 80, (en) => set({ name: { ...indicator.name, en } }))}
        </div>
        {text(t.unitVi, indicator.unit.vi, 24, (vi) => set({ unit: { ...indicator.unit, vi } }))}
        {text(t.unitEn, indicator.unit.en, 24, (en) => set({ unit: { ...indicator.unit, en } }))}
        <Field label={t.target}>
          <input
            type="number"
            min={1}
            max={100_000_000}
            value={indicator.target ?? ''}
            onInput={(event) => set({ target: wholeOf(event.currentTarget.value) })}
          />
        </Field>
        <Field label={t.most}>
          <input
            type="number"
            required
            min={1}
            max={100_000}
            value={indicator.most}
            onInput={(event) => set({ most: wholeOf(event.currentTarget.value) ?? indicator.most })}
          />
        </Field>
        <div class="indicator-ticks">
          <Tick label={t.use} on={indicator.active} onChange={(active) => set({ active })} />
          <Tick label={t.onPhone} on={indicator.onPhone} onChange={(onPhone) => set({ onPhone })} />
          <Tick label={t.photo} on={indicator.needsPhoto} onChange={(needsPhoto) => set({ needsPhoto })} />
          {props.known ? (
            <span class="soft">
              {t.kind}: {t.kinds[indicator.counts]} · {t.code}: {indicator.code}
            </span>
          ) : (
            <Tick
              label={t.kinds.turns_people}
              on={indicator.counts === 'turns_people'}
              onChange={(on) => set({ counts: on ? 'turns_people' : 'quantity' })}
            />
          )}
        </div>
      </div>
    </li>
  );
}

function Move(props: { label: string; sign: string; onPress: (() => void) | null }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.label}
      title={props.label}
      disabled={props.onPress === null}
      onClick={() => props.onPress?.()}
    >
      {props.sign}
    </button>
  );
}

function Tick(props: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label>
      <input
        type="checkbox"
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}

function wholeOf(text: string): number | null {
  const value = Number(text);
  return text !== '' && Number.isInteger(value) && value > 0 ? value : null;
}
