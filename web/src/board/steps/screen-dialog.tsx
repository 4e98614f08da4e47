import { useState } from 'preact/hooks';
import { Qr } from '../../shared/qr.js';
import { Button, Dialog, Field } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';

/** The address of the ceremony screen: made when asked for, because whoever has it may look. */
export function ScreenDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId } = useDay();
  const [address, setAddress] = useState<string | null>(null);
  const make = async () => {
    const link = await call('POST /events/:eventId/screen-links', { params: { eventId } });
    setAddress(new URL(link.path, location.origin).href);
  };
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    sayDone((words) => words.steps.screen.copied);
  };
  return (
    <Dialog title={t.steps.screen.title} onClose={props.onClose}>
      <div class="form">
        <p>{t.steps.screen.lead}</p>
        {address === null ? (
          <div class="form-foot">
            <Button look="primary" onClick={make}>
              {t.steps.screen.make}
            </Button>
          </div>
        ) : (
          <>
            <Field label={t.steps.screen.address}>
              <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
            </Field>
            <div class="small-qr">
              <Qr text={address} label={t.steps.screen.qr} />
            </div>
            <div class="form-foot">
              {isSecureContext && <Button onClick={() => copy(address)}>{t.steps.screen.copy}</Button>}
              <a class="button primary" href={address} target="_blank" rel="noopener">
                {t.steps.screen.open}
              </a>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
