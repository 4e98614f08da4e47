import { useState } from 'preact/hooks';
import { fold } from '../../../../src/kernel/vietnamese.js';
import type { Plan, Proposal } from '../../../../src/contracts/assignments.js';
import { byName, fmt } from '../../shared/i18n.js';
import { Dialog, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

/** Chooses another shift for one person of a draft, or none. */
export function MovePerson(props: {
  plan: Plan;
  proposal: Proposal;
  onClose: () => void;
  onMoved: () => void;
}) {
  const words = useBoardTexts().steps.plan;
  const { sites, shifts } = useDay();
  const [query, setQuery] = useState('');
  const [shiftId, setShift] = useState(props.proposal.shiftId);
  const wanted = fold(query);
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const options = shifts
    .map((shift) => {
      const site = siteOf.get(shift.siteId);
      const hours = `${fmt.time(shift.startsAt)}–${fmt.time(shift.endsAt)}`;
      return {
        id: shift.id,
        text: `${site?.communeName ?? ''} · ${site?.name ?? ''} · ${shift.title} ${hours}`,
      };
    })
    .filter((one) => fold(one.text).includes(wanted))
    .sort((a, b) => byName(a.text, b.text));
  const move = async () => {
    const { eventId, id: planId } = props.plan;
    await call('PUT /events/:eventId/plans/:planId/proposals/:personId', {
      params: { eventId, planId, personId: props.proposal.personId },
      body: { shiftId, pinned: true },
    });
    sayDone((t) => t.steps.plan.moved);
    props.onMoved();
  };
  return (
    <Dialog title={words.moveTitle(props.proposal.fullName)} onClose={props.onClose}>
      <Form submit={words.move} onSubmit={move} onCancel={props.onClose}>
        <p class="soft">{words.moveLead}</p>
        <input
          class="input"
          type="search"
          autofocus
          placeholder={words.moveFind}
          aria-label={words.moveFind}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <fieldset class="choices scrolling">
          <legend>{words.moveTo}</legend>
          <label>
            <input type="radio" name="shift" checked={shiftId === null} onChange={() => setShift(null)} />
            {words.moveNowhere}
          </label>
          {options.map((one) => (
            <label key={one.id}>
              <input
                type="radio"
                name="shift"
                checked={shiftId === one.id}
                onChange={() => setShift(one.id)}
              />
              {one.text}
            </label>
          ))}
        </fieldset>
      </Form>
    </Dialog>
  );
}
