import { useState } from 'preact/hooks';
import type { RoleGrant, Staff } from '../../../../src/contracts/people.js';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Empty, Loading, SearchField } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { useMay, useSession } from '../session.js';
import { sayDone } from '../steps/say-done.js';
import { TableLinks } from '../steps/table-links.js';
import { useBoardTexts } from '../texts/index.js';
import type { BoardTexts } from '../texts/vi.js';
import { useLoad } from '../use-load.js';
import { StaffAccount } from './staff-account.js';
import { StaffDialog } from './staff-dialog.js';

/** Who holds which role, where and until when; roles are given here and taken away at once, and accounts helped. */
export function StaffPage() {
  const t = useBoardTexts();
  const words = { ...t.steps.admin, account: t.account.staff };
  const { session } = useSession();
  const mayHelp = useMay('province_coordinator');
  const [open, setOpen] = useState<'new' | Staff | null>(null);
  const [query, setQuery] = useState('');
  const list = useLoad(() => call('GET /staff'), 'staff');
  // Whoever may give nothing is refused the question too; the page then only shows.
  const grantable = useLoad(() => call('GET /staff/grantable').catch(() => []), 'grantable');
  const mayGive = (grantable.data?.length ?? 0) > 0;
  const done = async () => {
    setOpen(null);
    await list.reload();
  };
  const found = list.data?.filter((staff) => matches(staff, query, words)) ?? [];
  return (
    <PageShell title={words.staff} back={to.events}>
      <div class="page-actions staff-actions">
        <SearchField label={words.staffSearch} value={query} onInput={setQuery} />
        <TableLinks of={{ table: 'roles' }} words={words.staff} />
        {mayGive && (
          <Button look="primary" onClick={() => setOpen('new')}>
            {words.staffNew}
          </Button>
        )}
      </div>
      {list.data === null && list.error === null && <Loading />}
      {list.data === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {list.data?.length === 0 && (
        <Empty title={words.staffEmpty} hint={mayGive ? words.staffEmptyHint : words.nothingToGive} />
      )}
      {list.data !== null && list.data.length > 0 && found.length === 0 && <Empty title={words.staffNone} />}
      {found.map((staff) => (
        <section key={staff.id} class="card staff">
          <header class="card-head">
            <div>
              <h2>{staff.fullName}</h2>
              <p class="soft">
                {[
                  staff.login,
                  staff.secondFactor ? words.account.secondFactor : words.account.noSecondFactor,
                  ...(staff.dormant ? [words.account.dormant] : []),
                ].join(' · ')}
              </p>
            </div>
            <div class="staff-account">
              {mayHelp && staff.id !== session.subjectId && (
                <StaffAccount staff={staff} onChange={list.reload} />
              )}
              {mayGive && <Button onClick={() => setOpen(staff)}>{words.grant}</Button>}
            </div>
          </header>
          {staff.grants.length === 0 && <p class="soft pad">{words.noGrants}</p>}
          <ul class="grants">
            {staff.grants.map((grant) => (
              <Grant key={grant.id} staff={staff} grant={grant} onChange={list.reload} />
            ))}
          </ul>
        </section>
      ))}
      {open !== null && grantable.data !== null && (
        <StaffDialog
          staff={open === 'new' ? null : open}
          grantable={grantable.data}
          onDone={done}
          onClose={() => setOpen(null)}
        />
      )}
    </PageShell>
  );
}

function Grant(props: { staff: Staff; grant: RoleGrant; onChange: () => Promise<void> }) {
  const words = useBoardTexts().steps.admin;
  const { staff, grant, onChange } = props;
  const toCome = Date.parse(grant.startsAt) > Date.now();
  const end = async () => {
    if (!confirm(words.revokeSure(staff.fullName, words.roles[grant.role]))) return;
    await call('DELETE /staff/:staffId/grants/:grantId', {
      params: { staffId: staff.id, grantId: grant.id },
    });
    sayDone(
      (t) => t.steps.admin.revoked,
      async () => {
        await call('POST /staff/:staffId/grants', {
          params: { staffId: staff.id },
          body: wishOf(grant, toCome),
        });
        await onChange();
      },
    );
    await onChange();
  };
  return (
    <li>
      <strong>{words.roles[grant.role]}</strong>
      <span class="soft">
        {placeOf(grant, words)}
        <br />
        {timesOf(grant, words)}
      </span>
      {toCome && <span class="state pending">{words.toCome}</span>}
      {grant.mayEnd && (
        <Button
          look="quiet"
          aria-label={`${words.revoke}: ${staff.fullName}, ${words.roles[grant.role]}`}
          onClick={end}
        >
          {words.revoke}
        </Button>
      )}
    </li>
  );
}

type Words = BoardTexts['steps']['admin'];

function placeOf({ orgUnitName, eventTitle, campaignTitle }: RoleGrant, words: Words): string {
  if (eventTitle !== null) return `${orgUnitName} · ${words.forEvent(eventTitle)}`;
  if (campaignTitle !== null) return `${orgUnitName} · ${words.forCampaign(campaignTitle)}`;
  return orgUnitName;
}

function timesOf({ startsAt, endsAt }: RoleGrant, words: Words): string {
  const end = endsAt === null ? words.noEnd : words.until(fmt.dateTime(endsAt));
  return `${words.from(fmt.dateTime(startsAt))} · ${end}`;
}

/** The same role again, for who took it away by mistake. */
function wishOf({ role, orgUnitId, eventId, campaignId, startsAt, endsAt }: RoleGrant, toCome: boolean) {
  return {
    role,
    orgUnitId,
    ...(eventId === null ? {} : { eventId }),
    ...(campaignId === null ? {} : { campaignId }),
    ...(toCome ? { startsAt } : {}),
    ...(endsAt === null ? {} : { endsAt }),
  };
}

function matches({ fullName, login, grants }: Staff, query: string, words: Words): boolean {
  const wanted = fold(query.trim());
  const texts = [
    fullName,
    login,
    ...grants.flatMap((grant) => [placeOf(grant, words), words.roles[grant.role]]),
  ];
  return texts.some((text) => fold(text).includes(wanted));
}
