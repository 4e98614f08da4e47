import { useRef, useState } from 'preact/hooks';
import { fmt, useTexts } from '../../shared/i18n.js';
import { toast } from '../../shared/toast.js';
import { Button, Dialog } from '../../shared/ui.js';
import { resultTexts } from './texts.js';

/** Asks for a picture; says before the first one what may be in it and who sees it. */
export function PhotoButton(props: {
  count: number;
  waiting: number;
  onTake: (file: Blob) => Promise<void>;
}) {
  const t = useTexts(resultTexts);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    props
      .onTake(file)
      .catch(() => toast.bad({ vi: resultTexts.vi.photoUnread, en: resultTexts.en.photoUnread }))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button disabled={busy} onClick={() => setAsking(true)}>
        {t.photo(fmt.number(props.count))}
        {props.waiting > 0 && ` · ${t.photoWaiting(fmt.number(props.waiting))}`}
      </Button>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {asking && (
        <Dialog title={t.photoTitle} onClose={() => setAsking(false)}>
          <div class="sheet">
            <p>{t.photoConsent}</p>
            <p class="hint">{t.photoKept}</p>
            <Button
              look="primary"
              onClick={() => {
                setAsking(false);
                input.current?.click();
              }}
            >
              {t.photoTake}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
