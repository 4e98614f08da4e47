import { Button } from '../../shared/ui.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

/** The recovery codes, shown this once, to print or to copy. */
export function RecoveryCodes(props: { codes: readonly string[]; onKept: () => void }) {
  const t = useBoardTexts().account.codes;
  const copy = async () => {
    await navigator.clipboard.writeText(props.codes.join('\n'));
    sayDone((all) => all.account.codes.copied);
  };
  return (
    <div class="form recovery">
      <p>{t.lead}</p>
      <ul class="recovery-codes" aria-label={t.title}>
        {props.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="form-foot">
        {/* There is no clipboard on a page that is not secure. */}
        {window.isSecureContext && <Button onClick={copy}>{t.copy}</Button>}
        <Button onClick={() => window.print()}>{t.print}</Button>
        <Button look="primary" onClick={props.onKept}>
          {t.kept}
        </Button>
      </div>
    </div>
  );
}
