import type { ComponentChildren } from 'preact';
import { Button, Empty, LangSwitch, SkipLink } from '../shared/ui.js';
import { sentenceOf } from '../shared/toast.js';
import { say, useTexts } from '../shared/i18n.js';
import { sharedTexts } from '../shared/texts.js';
import { to } from './router.js';
import { ROLE_READERS, useMay, useSession } from './session.js';
import { useBoardTexts } from './texts/index.js';

/** The frame of every page but the day's own. */
export function PageShell(props: {
  title: string;
  back?: string;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const t = useBoardTexts();
  const coordinator = useMay('province_coordinator');
  const seesRoles = useMay(...ROLE_READERS);
  const auditor = useMay('province_coordinator', 'auditor');
  const { session, logOut } = useSession();
  return (
    <div class={props.wide === true ? 'page filled' : 'page'}>
      <header class="page-bar">
        <SkipLink />
        {props.back === undefined ? (
          <img src="/icon.svg" alt="" width={30} height={30} />
        ) : (
          <a class="button quiet" href={props.back}>
            ‹ {t.nav.back}
          </a>
        )}
        <h1>{props.title}</h1>
        <nav aria-label={t.nav.account}>
          <a href={to.events}>{t.nav.events}</a>
          {coordinator && <a href={to.units}>{t.nav.units}</a>}
          {seesRoles && <a href={to.staff}>{t.nav.staff}</a>}
          {seesRoles && <a href={to.privacy}>{t.nav.privacy}</a>}
          {coordinator && <a href={to.texts}>{t.nav.texts}</a>}
          {auditor && <a href={to.audit}>{t.nav.audit}</a>}
        </nav>
        <LangSwitch />
        <a class="soft who account-link" href={to.account} title={t.account.title}>
          {session.name}
        </a>
        <Button look="quiet" onClick={logOut}>
          {t.logIn.logOut}
        </Button>
      </header>
      <main class={props.wide === true ? 'page-main wide' : 'page-main'}>{props.children}</main>
    </div>
  );
}

/** A part of a page that could not be loaded: says why, offers another try. */
export function LoadFailed(props: { error: unknown; onRetry: () => Promise<unknown> }) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  return (
    <Empty title={t.loadFailed} hint={say(sentenceOf(props.error))}>
      <Button onClick={props.onRetry}>{shared.retry}</Button>
    </Empty>
  );
}
