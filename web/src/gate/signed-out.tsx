import { fmt, type Sentence } from '../shared/i18n.js';
import { type Route, to } from './router.js';
import { StartFrame } from './start-frame.js';
import type { Vault } from './store/vault.js';
import { useGateTexts } from './texts.js';
import { useLeftWaiting } from './use-left-waiting.js';

/** Nobody is signed in: as a device, or with an account. The board's log-in leads back here. */
export function SignedOut(props: { notice: Sentence | null; route: Route; vault: Vault }) {
  const words = useGateTexts().start;
  const waiting = useLeftWaiting(props.vault);
  const { route } = props;
  const back = route.page === 'gate' ? `/${route.eventId}/${route.siteId}` : '';
  return (
    <StartFrame notice={props.notice}>
      <p>{words.lead}</p>
      {waiting > 0 && <p class="warn">{words.stillWaiting(fmt.number(waiting))}</p>}
      <a class="button primary" href={`/board/#/gate${back}`}>
        {words.logIn}
      </a>
      <a class="button plain" href={to.device}>
        {words.device}
      </a>
      <p class="soft">{words.deviceHint}</p>
    </StartFrame>
  );
}
