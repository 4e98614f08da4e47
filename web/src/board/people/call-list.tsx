import { useState } from 'preact/hooks';
import type { Assignment } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog } from '../../shared/ui.js';
import { call } from '../client.js';
import { CallButton } from '../day/call-button.js';
import { useBoardTexts } from '../texts/index.js';

/** Those who are to be called, one after another; who was reached is ticked, on this page only. */
export function CallList(props: { people: readonly Assignment[]; onClose: () => void }) {
  const t = useBoardTexts();
  const [reached, setReached] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(reached);
    if (!next.delete(id)) next.add(id);
    setReached(next);
  };
  return (
    <Dialog
      title={t.people.acts.callsTitle(fmt.number(reached.size), fmt.number(props.people.length))}
      medium
      onClose={props.onClose}
    >
      <ul class="call-list">
        {props.people.map((one) => (
          <li key={one.id} class="person-line">
            <label>
              <input type="checkbox" checked={reached.has(one.id)} onChange={() => toggle(one.id)} />
              <span>
                {one.fullName}
                <span class="soft"> {t.people.steps[one.step]}</span>
              </span>
            </label>
            {one.phone === null ? (
              <span class="soft">{t.commune.no_phone}</span>
            ) : (
              <CallButton
                masked={one.phone}
                name={one.fullName}
                ask={() =>
                  call('POST /events/:eventId/assignments/:assignmentId/call', {
                    params: { eventId: one.eventId, assignmentId: one.id },
                  })
                }
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
