import { useState } from 'preact/hooks';
import type { RoleGrant, Staff } from '../../../../src/contracts/people.js';
import { Button, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { useMay } from '../session.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { StaffDialog } from './staff-dialog.js';

/** Who may do what: accounts with their roles, which can be taken away at once. */
export function StaffPage() {
  const words = useBoardTexts().steps.admin;
  const mayChange = useMay('province_coordinator');
  const [open, setOpen] = useState<'new' | Staff | null>(null);
  const list = useLoad(() => call('GET /staff'), 'staff');
  const done = async () => {
    setOpen(null);
    await list.reload();
  };
  const revoke = async (staff: Staff, grant: RoleGrant) => {
    if (!confirm(words.revokeSure(staff.fullName, words.roles[grant.role]))) return;
    await call('DELETE /staff/:staffId/grants/:grantId', {
      params: { staffId: staff.id, grantId: grant.id },
    });
    sayDone((t) => t.steps.admin.revoked);
    await list.reload();
  };
  return (
    <PageShell title={words.staff} back={to.events}>
      {mayChange && (
        <div class="page-actions">
          <Button look="primary" onClick={() => setOpen('new')}>
            {words.staffNew}
          </Button>
        </div>
      )}
      {list.data === null && list.error === null && <Loading />}
      {list.data === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {list.data?.map((staff) => (
        <section key={staff.id} class="card staff">
          <header class="card-head">
            <div>
              <h2>{staff.fullName}</h2>
              <p class="soft">{staff.login}</p>
            </div>
            {mayChange && <Button onClick={() => setOpen(staff)}>{words.grant}</Button>}
          </header>
          {staff.grants.length === 0 && <p class="soft pad">{words.noGrants}</p>}
          <ul class="grants">
            {staff.grants.map((grant) => (
              <li key={grant.id}>
                <strong>{words.roles[grant.role]}</strong>
                <span class="soft">{grant.orgUnitName}</span>
                {mayChange && (
                  <Button look="quiet" onClick={() => revoke(staff, grant)}>
                    {words.revoke}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {open !== null && (
        <StaffDialog staff={open === 'new' ? null : open} onDone={done} onClose={() => setOpen(null)} />
      )}
    </PageShell>
  );
}
