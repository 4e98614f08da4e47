import { useState } from 'preact/hooks';
import type { PrivacyRequest } from '../../../../src/contracts/privacy.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { whatIsAsked } from './what-is-asked.js';

type Choice = 'carry_out' | 'refuse' | 'extend';

/** Carries out, refuses or extends: the last two with a reason that the person reads. */
export function DecideDialog(props: {
  request: PrivacyRequest;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const { requests: t, decide } = useBoardTexts().privacy;
  const { request } = props;
  const [choice, setChoice] = useState<Choice>('carry_out');
  const [reason, setReason] = useState('');
  const erases = choice === 'carry_out' && request.kind === 'erase';
  const go = async () => {
    const params = { requestId: request.id };
    if (choice === 'extend') {
      await call('POST /privacy/requests/:requestId/extension', { params, body: { reason } });
    } else {
      const body = { decision: choice, ...(reason.trim() === '' ? {} : { reason }) };
      await call('POST /privacy/requests/:requestId/decision', { params, body });
    }
    sayDone((words) => words.privacy.decide.done);
    await props.onDone();
  };
  const choices: [Choice, string][] = [
    ['carry_out', decide.carryOut],
    ['refuse', decide.refuse],
    ...(request.extensionReason === null ? ([['extend', decide.extend]] as [Choice, string][]) : []),
  ];
  return (
    <Dialog title={t.decideOf(t.kinds[request.kind], request.personName)} onClose={props.onClose}>
      <Form submit={decide.submit} onSubmit={go} onCancel={props.onClose} danger={erases}>
        {whatIsAsked(request, t).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <fieldset class="choices">
          <legend>{decide.choose}</legend>
          {choices.map(([value, label]) => (
            <label key={value}>
              <input
                type="radio"
                name="choice"
                checked={choice === value}
                onChange={() => setChoice(value)}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <Field
          label={choice === 'carry_out' ? decide.optional : decide.reason}
          hint={choice === 'carry_out' ? undefined : decide.reasonHint}
        >
          <textarea
            rows={3}
            maxLength={500}
            required={choice !== 'carry_out'}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {erases && <p class="warn-words">{decide.eraseWarning}</p>}
      </Form>
    </Dialog>
  );
}
