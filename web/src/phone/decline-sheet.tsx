import { useState } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { sentenceOf } from '../shared/toast.js';
import { say } from '../shared/i18n.js';
import { Dialog } from '../shared/ui.js';
import { phoneTexts } from './texts.js';

/** Asks once more before a place is given away; a reason is welcome and not required. */
export function DeclineSheet(props: { onDecline: (reason: string) => Promise<void>; onClose: () => void }) {
  const t = useTexts(phoneTexts);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    try {
      await props.onDecline(reason.trim());
      props.onClose();
    } catch (thrown) {
      setProblem(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.declineTitle} onClose={props.onClose}>
      <form
        class="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label for="decline-reason">{t.declineAsk}</label>
        <textarea
          id="decline-reason"
          class="input"
          rows={3}
          maxLength={300}
          placeholder={t.declineReason}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        {problem !== null && (
          <p class="problem" role="alert">
            {say(sentenceOf(problem))}
          </p>
        )}
        <button type="submit" class="button danger" disabled={busy} aria-busy={busy}>
          {t.declineSend}
        </button>
      </form>
    </Dialog>
  );
}
