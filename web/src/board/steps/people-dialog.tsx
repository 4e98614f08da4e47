import { useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { RosterImportPart } from './roster-import.js';
import { sayDone } from './say-done.js';

/** People come in two steps: onto the roster of the units, then into this event. */
export function PeopleDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, board } = useDay();
  const [unitId, setUnit] = useState('');
  const units = useLoad(() => call('GET /org-units'), 'units');
  const register = async () => {
    const done = await call('POST /events/:eventId/registrations', {
      params: { eventId },
      body: { orgUnitId: unitId === '' ? null : unitId },
    });
    sayDone((words) => words.steps.people.registered(fmt.number(done.added), fmt.number(done.registered)));
  };
  const list = units.data ?? [];
  return (
    <Dialog title={t.steps.people.title} wide onClose={props.onClose}>
      <RosterImportPart units={list} onApplied={units.reload} />
      <hr />
      <h3>{t.steps.people.registerTitle}</h3>
      <Form submit={t.steps.people.register} onSubmit={register}>
        <p class="soft">{t.steps.people.registerHint}</p>
        <p class="digits">{t.steps.people.nowRegistered(fmt.number(board.totals.registered))}</p>
        <Field label={t.steps.admin.unit}>
          <select value={unitId} onChange={(event) => setUnit(event.currentTarget.value)}>
            <option value="">{t.steps.people.wholeEvent}</option>
            {list
              .filter((unit) => unit.kind !== 'branch')
              .map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name} ({fmt.number(unit.people)})
                </option>
              ))}
          </select>
        </Field>
      </Form>
    </Dialog>
  );
}
