import { useState } from 'preact/hooks';
import { say } from '../shared/i18n.js';
import { sentenceOf } from '../shared/toast.js';
import { Dialog } from '../shared/ui.js';

/** Asks once more before something that cannot be taken back by itself. */
export function ConfirmSheet(props: {
  title: string;
  text: string;
  submit: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (thrown) {
      setProblem(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <div class="sheet">
        <p>{props.text}</p>
        {problem !== null && (
          <p class="problem" role="alert">
            {say(sentenceOf(problem))}
          </p>
        )}
        <button
          type="button"
          class="button danger"
          disabled={busy}
          aria-busy={busy}
          onClick={() => void send()}
        >
          {props.submit}
        </button>
      </div>
    </Dialog>
  );
}
