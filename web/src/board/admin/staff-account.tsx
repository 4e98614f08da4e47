import { useState } from 'preact/hooks';
import type { Staff } from '../../../../src/contracts/people.js';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { ReplacePasswordDialog } from './replace-password-dialog.js';

/** What a coordinator does for somebody's account: sign out, enable again, replace a forgotten password, take a lost second factor away. */
export function StaffAccount(props: { staff: Staff; onChange: () => Promise<void> }) {
  const t = useBoardTexts().account.staff;
  const { id: staffId, fullName, dormant, secondFactor } = props.staff;
  const [replacing, setReplacing] = useState(false);
  const enable = async () => {
    await call('POST /staff/:staffId/enable', { params: { staffId } });
    sayDone((all) => all.account.staff.enabled);
    await props.onChange();
  };
  const logOut = async () => {
    if (!confirm(t.logOutSure(fullName))) return;
    await call('DELETE /staff/:staffId/sessions', { params: { staffId } });
    sayDone((all) => all.account.staff.loggedOut);
  };
  const removeFactor = async () => {
    if (!confirm(t.removeFactorSure(fullName))) return;
    await call('DELETE /staff/:staffId/second-factor', { params: { staffId } });
    sayDone((all) => all.account.staff.factorRemoved);
    await props.onChange();
  };
  return (
    <>
      {dormant && <Button onClick={enable}>{t.enable}</Button>}
      {secondFactor && (
        <Button look="quiet" onClick={removeFactor}>
          {t.removeFactor}
        </Button>
      )}
      <Button look="quiet" onClick={() => setReplacing(true)}>
        {t.replacePassword}
      </Button>
      <Button look="quiet" onClick={logOut}>
        {t.logOut}
      </Button>
      {replacing && <ReplacePasswordDialog staff={props.staff} onClose={() => setReplacing(false)} />}
    </>
  );
}
