import { useTexts } from '../shared/i18n.js';
import { Qr } from '../shared/qr.js';
import { Dialog } from '../shared/ui.js';
import { phoneTexts } from './texts.js';

/** My own code, for a gate that scans or types it. */
export function OwnCodeSheet(props: { code: string; onClose: () => void }) {
  const t = useTexts(phoneTexts);
  return (
    <Dialog title={t.ownCode} onClose={props.onClose}>
      <div class="sheet own-code">
        <Qr text={props.code} label={t.ownCode} />
        <p class="hint">{t.ownCodeHint}</p>
      </div>
    </Dialog>
  );
}
