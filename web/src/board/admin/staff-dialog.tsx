import { useState } from 'preact/hooks';
import type { Grantable, Staff } from '../../../../src/contracts/people.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useRoleFields } from './role-fields.js';

/** A new account with its first role, or one more role for an account. */
export function StaffDialog(props: {
  staff: Staff | null;
  grantable: readonly Grantable[];
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useBoardTexts();
  const words = t.steps.admin;
  const hint = t.account.staff.passwordHint;
  const [fullName, setName] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const role = useRoleFields(props.grantable);
  const save = async () => {
    const wish = role.wish();
    if (wish === null) return;
    if (props.staff) {
      await call('POST /staff/:staffId/grants', { params: { staffId: props.staff.id }, body: wish });
      sayDone((t) => t.steps.admin.granted);
    } else {
      await call('POST /staff', { body: { fullName, login, password, ...wish } });
      sayDone((t) => t.steps.admin.added);
    }
    await props.onDone();
  };
  return (
    <Dialog
      title={props.staff ? `${words.grant}: ${props.staff.fullName}` : words.staffNew}
      onClose={props.onClose}
    >
      <Form submit={words.add} onSubmit={save} onCancel={props.onClose} disabled={!role.ready}>
        {props.staff === null && (
          <>
            <div class="two-fields">
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
            </div>
            <Field label={words.password} hint={hint}>
              <input
                type="password"
                required
                minLength={8}
                maxLength={200}
                autocomplete="new-password"
                value={password}
                onInput={(event) => setPassword(event.currentTarget.value)}
              />
            </Field>
          </>
        )}
        {role.fields}
      </Form>
    </Dialog>
  );
}
