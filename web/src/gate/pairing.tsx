import { createApi } from '../shared/api.js';
import { fmt, type Sentence } from '../shared/i18n.js';
import { usePairing } from '../shared/use-pairing.js';
import { to } from './router.js';
import { StartFrame } from './start-frame.js';
import type { Vault } from './store/vault.js';
import { useGateTexts } from './texts.js';
import { useLeftWaiting } from './use-left-waiting.js';

const call = createApi('gate');

/** A device without an account: it shows a code until an organiser lets it in. */
export function Pairing(props: { notice: Sentence | null; vault: Vault; onSession: () => void }) {
  const t = useGateTexts();
  const words = t.pairing;
  const { shown, offline } = usePairing(call, 'gate', props.onSession);
  const waiting = useLeftWaiting(props.vault);
  return (
    <StartFrame notice={props.notice}>
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      {shown ? (
        <>
          <strong class="pairing-code digits" data-testid="pairing-code">
            {shown.code}
          </strong>
          <p class="soft digits">{words.until(fmt.time(shown.expiresAt))}</p>
        </>
      ) : (
        <p class="soft">{words.opening}</p>
      )}
      {offline && (
        <p class="warn" role="status">
          ▲ {words.offline}
        </p>
      )}
      {waiting > 0 && <p class="warn">{t.start.stillWaiting(fmt.number(waiting))}</p>}
      <a href={to.start}>{t.start.logIn}</a>
    </StartFrame>
  );
}
