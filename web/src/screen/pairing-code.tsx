import type { Session } from '../../../src/contracts/people.js';
import { createApi } from '../shared/api.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { usePairing } from '../shared/use-pairing.js';
import { screenTexts } from './texts.js';

const call = createApi('screen');

/** A wall has no hand to type: it shows a code, and an organiser types it on the board. */
export function PairingCode(props: { onSession: (session: Session) => void }) {
  const t = useTexts(screenTexts);
  const { shown } = usePairing(call, 'screen', props.onSession);
  if (!shown) return null;
  return (
    <p class="pairing">
      {t.noSession.code} <strong data-testid="pairing-code">{shown.code}</strong>{' '}
      <small>{t.noSession.until(fmt.time(shown.expiresAt))}</small>
    </p>
  );
}
