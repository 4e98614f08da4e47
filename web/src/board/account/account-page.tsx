import { Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { FactorCard } from './factor-card.js';
import { PasswordCard } from './password-card.js';
import { ProviderCard } from './provider-card.js';
import { SessionsCard } from './sessions-card.js';

/** One's own account: where it is signed in, the second factor, the password. */
export function AccountPage() {
  const t = useBoardTexts().account;
  const account = useLoad(() => call('GET /account'), 'account');
  const { data } = account;
  return (
    <PageShell title={t.title} back={to.events}>
      {data === null && account.error === null && <Loading />}
      {data === null && account.error !== null && (
        <LoadFailed error={account.error} onRetry={account.reload} />
      )}
      {data && (
        <>
          {!data.secondFactor.enforced && (
            <p class="notice warn" role="note">
              {t.factor.notEnforced}
            </p>
          )}
          <SessionsCard sessions={data.sessions} onChange={account.reload} />
          <FactorCard factor={data.secondFactor} onChange={account.reload} />
          {data.provider && <ProviderCard provider={data.provider} onChange={account.reload} />}
          <PasswordCard login={data.login} onChange={account.reload} />
        </>
      )}
    </PageShell>
  );
}
