import { useState } from 'preact/hooks';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { byName, fmt } from '../../shared/i18n.js';
import { Dialog, Form, SearchField } from '../../shared/ui.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { usePlan } from './use-plan.js';
import type { Asked } from './use-plan-view.js';

/** Chooses a shift for one person of a draft or for many, or none; of one commune, or of all. */
export function MovePeople({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const words = useBoardTexts().steps.plan;
  const { sites, shifts } = useDay();
  const { plan, change } = usePlan();
  const { people, communeId } = asked;
  const [query, setQuery] = useState('');
  const [shiftId, setShift] = useState<string | null | undefined>(
    people.length === 1 ? people[0]?.shiftId : undefined,
  );
  const wanted = fold(query);
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const short = new Map<string, number>();
  for (const gap of plan.gaps) short.set(gap.shiftId, (short.get(gap.shiftId) ?? 0) + gap.short);
  const options = shifts
    .filter((shift) => communeId === null || siteOf.get(shift.siteId)?.communeId === communeId)
    .map((shift) => {
      const site = siteOf.get(shift.siteId);
      const hours = `${fmt.time(shift.startsAt)}–${fmt.time(shift.endsAt)}`;
      return {
        id: shift.id,
        text: `${site?.communeName ?? ''} · ${site?.name ?? ''} · ${shift.title} ${hours}`,
        short: short.get(shift.id) ?? 0,
      };
    })
    .filter((one) => fold(one.text).includes(wanted))
    .sort((a, b) => byName(a.text, b.text));
  const move = async () => {
    if (shiftId === undefined) return;
    await change(people, { shiftId, pinned: true });
    onClose();
  };
  const [first] = people;
  const title =
    people.length === 1 && first
      ? words.moveTitle(first.fullName)
      : words.moveTitleMany(fmt.number(people.length));
  return (
    <Dialog title={title} onClose={onClose}>
      <Form submit={words.move} onSubmit={move} onCancel={onClose} disabled={shiftId === undefined}>
        <p class="soft">{words.moveLead}</p>
        {communeId === null && (
          <SearchField autofocus label={words.moveFind} value={query} onInput={setQuery} />
        )}
        <fieldset class="choices scrolling">
          <legend>{words.moveTo}</legend>
          {communeId === null && (
            <label>
              <input type="radio" name="shift" checked={shiftId === null} onChange={() => setShift(null)} />
              {words.moveNowhere}
            </label>
          )}
          {options.map((one) => (
            <label key={one.id}>
              <input
                type="radio"
                name="shift"
                checked={shiftId === one.id}
                onChange={() => setShift(one.id)}
              />
              <span>
                {one.text}
                {one.short > 0 && (
                  <span class="warn-words digits"> · {words.gapShort(fmt.number(one.short))}</span>
                )}
              </span>
            </label>
          ))}
        </fieldset>
      </Form>
    </Dialog>
  );
}
