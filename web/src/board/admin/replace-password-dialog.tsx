import { useState } from 'preact/hooks';
import type { Staff } from '../../../../src/contracts/people.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

/** A new password for who has forgotten theirs. It is shown as it is typed: somebody reads it out on the phone. */
export function ReplacePasswordDialog({ staff, onClose }: { staff: Staff; onClose: () => void }) {
  const t = useBoardTexts().account.staff;
  const [password, setPassword] = useState('');
  const replace = async () => {
    await call('POST /staff/:staffId/password', { params: { staffId: staff.id }, body: { password } });
    sayDone((all) => all.account.staff.passwordReplaced);
    onClose();
  };
  return (
    <Dialog title={t.replacePasswordOf(staff.fullName)} onClose={onClose}>
      <Form submit={t.replacePassword} onSubmit={replace} onCancel={onClose}>
        <p class="soft">{t.replacePasswordLead}</p>
        <Field label={t.newPassword} hint={t.passwordHint}>
          <input
            required
            minLength={8}
            maxLength={200}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
