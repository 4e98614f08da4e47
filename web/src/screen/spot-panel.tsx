import { useEffect, useState } from 'preact/hooks';
import type { Frozen, RunningCue } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { createApi } from '../shared/api.js';
import { askUntilAnswered } from '../shared/ask-until-answered.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { BigNumber, emsOf } from './big-number.js';
import { screenTexts } from './texts.js';

/** One commune before the whole hall: its name, its people; below it the total, which goes on. */
export function SpotPanel(props: {
  snapshot: ScreenSnapshot;
  held: Frozen | null;
  spot: RunningCue;
  as: SessionKind;
}) {
  const t = useTexts(screenTexts);
  const { snapshot, held, spot } = props;
  const name = useCommuneName(snapshot.provinceId, spot.communeId, props.as);
  const found = snapshot.communes.find(({ communeId }) => communeId === spot.communeId);
  const { people = 0, target = 0 } = found ?? {};
  const { people: all } = snapshot.totals;
  const lineEms = emsOf(fmt.number(people)) + emsOf(fmt.number(target)) + 4.6;
  return (
    <section class="hall-numbers" style={{ '--line-ems': lineEms }}>
      <p class="hall-label">{spot.text === '' ? t.spotlight : spot.text}</p>
      <h2 class="spot-name">{name ?? '…'}</h2>
      <BigNumber key={`${spot.startsAt} ${held?.rev ?? 'live'}`} value={people} widest={target} name="spot" />
      {target > 0 && (
        <p class="hall-line">
          <b>{fmt.number(people)}</b> / {fmt.number(target)}
          <span class="hall-share">{fmt.percent(people, target)}</span>
        </p>
      )}
      <p class="hall-line whole">
        {t.wholeProvince} <b>{fmt.number(all)}</b> / {fmt.number(snapshot.target)}
      </p>
    </section>
  );
}

/** Null until the names are known; its code when it has none. */
function useCommuneName(provinceId: string, communeId: string | null, as: SessionKind): string | null {
  const [names, setNames] = useState<ReadonlyMap<string, string> | null>(null);
  useEffect(() => {
    const call = createApi(as);
    return askUntilAnswered(
      () => call('GET /places/provinces/:code/communes', { params: { code: provinceId } }),
      (units) => setNames(new Map(units.map((unit) => [unit.id, unit.fullName]))),
    );
  }, [provinceId, as]);
  return names && (names.get(communeId ?? '') ?? communeId);
}
