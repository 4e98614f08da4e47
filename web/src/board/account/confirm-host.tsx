import { useEffect, useState } from 'preact/hooks';
import type { Confirmation } from '../../../../src/contracts/staff-account.js';
import { toast } from '../../shared/toast.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { callPlain } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { onAskToConfirm } from './ask-to-confirm.js';
import { CodeField } from './code-field.js';

interface Asked {
  by: Confirmation['by'];
  answer: (confirmed: boolean) => void;
}

/** Put once in the board: asks who speaks before an export or a change of roles. */
export function ConfirmHost() {
  const t = useBoardTexts().account.confirm;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [proof, setProof] = useState('');
  useEffect(() => {
    onAskToConfirm((answer) => {
      callPlain('GET /account/confirmation').then(
        ({ by }) => setAsked({ by, answer }),
        (thrown: unknown) => {
          toast.error(thrown);
          answer(false);
        },
      );
    });
    return () => onAskToConfirm(null);
  }, []);
  if (!asked) return null;
  const close = (confirmed: boolean) => {
    asked.answer(confirmed);
    setProof('');
    setAsked(null);
  };
  const confirm = async () => {
    await callPlain('POST /account/confirmation', { body: { proof } }).catch((thrown: unknown) => {
      setProof('');
      throw thrown;
    });
    close(true);
  };
  return (
    <Dialog title={t.title} onClose={() => close(false)}>
      <Form submit={t.submit} onSubmit={confirm} onCancel={() => close(false)}>
        <p>{t.lead}</p>
        {asked.by === 'code' ? (
          <CodeField value={proof} onInput={setProof} />
        ) : (
          <Field label={t.password}>
            <input
              type="password"
              autofocus
              required
              maxLength={200}
              autocomplete="current-password"
              value={proof}
              onInput={(event) => setProof(event.currentTarget.value)}
            />
          </Field>
        )}
      </Form>
    </Dialog>
  );
}
