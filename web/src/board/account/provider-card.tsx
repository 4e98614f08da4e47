import type { Account } from '../../../../src/contracts/staff-account.js';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

/** Binds the account to an outside identity, or unbinds it. */
export function ProviderCard(props: {
  provider: NonNullable<Account['provider']>;
  onChange: () => Promise<void>;
}) {
  const t = useBoardTexts().account.provider;
  const { name, linked } = props.provider;
  const link = async () => {
    const { url } = await call('POST /account/provider');
    location.assign(url);
  };
  const unlink = async () => {
    await call('DELETE /account/provider');
    sayDone((all) => all.account.provider.unlinked);
    await props.onChange();
  };
  return (
    <section class="card">
      <header class="card-head">
        <div>
          <h2>{t.title}</h2>
          <p class="soft">{linked ? t.linked(name) : t.notLinked(name)}</p>
        </div>
        {linked ? <Button onClick={unlink}>{t.unlink}</Button> : <Button onClick={link}>{t.link}</Button>}
      </header>
    </section>
  );
}
