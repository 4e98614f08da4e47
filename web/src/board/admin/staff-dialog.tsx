import { useState } from 'preact/hooks';
import type { Role, Staff } from '../../../../src/contracts/people.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

const ROLES: Role[] = [
  'province_coordinator',
  'event_organiser',
  'unit_leader',
  'gate_keeper',
  'viewer',
  'auditor',
];

/** A new account with its first role, or one more role for an account. */
export function StaffDialog(props: {
  staff: Staff | null;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const words = useBoardTexts().steps.admin;
  const units = useLoad(() => call('GET /org-units'), 'units');
  const [fullName, setName] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('event_organiser');
  const [unitId, setUnit] = useState<string | null>(null);
  const orgUnitId = unitId ?? units.data?.[0]?.id ?? '';
  const save = async () => {
    if (props.staff) {
      const params = { staffId: props.staff.id };
      await call('POST /staff/:staffId/grants', { params, body: { role, orgUnitId } });
      sayDone((t) => t.steps.admin.granted);
    } else {
      await call('POST /staff', { body: { fullName, login, password, role, orgUnitId } });
      sayDone((t) => t.steps.admin.added);
    }
    await props.onDone();
  };
  return (
    <Dialog
      title={props.staff ? `${words.grant}: ${props.staff.fullName}` : words.staffNew}
      onClose={props.onClose}
    >
      <Form submit={words.add} onSubmit={save} onCancel={props.onClose} disabled={orgUnitId === ''}>
        {props.staff === null && (
          <>
            <Field label={words.fullName}>
              <input
                required
                maxLength={120}
                value={fullName}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            </Field>
            <Field label={words.login} hint={words.loginHint}>
              <input
                required
                autocapitalize="none"
                spellcheck={false}
                pattern="[A-Za-z0-9][A-Za-z0-9._\-]{2,39}"
                value={login}
                onInput={(event) => setLogin(event.currentTarget.value)}
              />
            </Field>
            <Field label={words.password}>
              <input
                type="password"
                required
                minLength={14}
                maxLength={200}
                autocomplete="new-password"
                value={password}
                onInput={(event) => setPassword(event.currentTarget.value)}
              />
            </Field>
          </>
        )}
        <Field label={words.role}>
          <select
            value={role}
            onChange={(event) => setRole(ROLES.find((one) => one === event.currentTarget.value) ?? role)}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {words.roles[one]}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.unit}>
          <select value={orgUnitId} onChange={(event) => setUnit(event.currentTarget.value)}>
            {units.data?.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {unit.name}
              </option>
            ))}
          </select>
        </Field>
      </Form>
    </Dialog>
  );
}
