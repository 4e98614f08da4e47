import { Qr } from '../../shared/qr.js';
import { Button, Field } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';

/** A link that was just made: to read, to scan, to copy, to open. */
export function LinkAddress(props: { path: string; qr: string }) {
  const t = useBoardTexts();
  const address = new URL(props.path, location.origin).href;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    sayDone((words) => words.steps.link.copied);
  };
  return (
    <>
      <Field label={t.steps.link.address}>
        <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      </Field>
      <div class="small-qr">
        <Qr text={address} label={props.qr} />
      </div>
      <div class="form-foot">
        {isSecureContext && <Button onClick={copy}>{t.steps.link.copy}</Button>}
        <a class="button primary" href={address} target="_blank" rel="noopener">
          {t.steps.link.open}
        </a>
      </div>
    </>
  );
}
