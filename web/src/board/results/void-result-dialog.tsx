import { useState } from 'preact/hooks';
import type { ResultRow, VoidResult } from '../../../../src/contracts/results.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

type Reason = VoidResult['reason'];
const REASONS: readonly Reason[] = ['slip', 'counted_twice', 'wrong_indicator', 'trial', 'other'];

export function VoidResultDialog(props: {
  eventId: string;
  row: ResultRow;
  /** The number as the list says it. */
  said: string;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const t = useBoardTexts().results;
  const { eventId, row } = props;
  const [reason, setReason] = useState<Reason>('slip');
  const [note, setNote] = useState('');
  const go = async () => {
    await call('POST /events/:eventId/results/:resultId/void', {
      params: { eventId, resultId: row.id },
      body: { reason, note: note.trim() === '' ? null : note },
    });
    sayDone((words) => words.results.voidDone);
    await props.onDone();
  };
  return (
    <Dialog title={t.voidTitle} onClose={props.onClose}>
      <Form submit={t.void} onSubmit={go} onCancel={props.onClose} danger>
        <p>{t.voidHint(row.fullName ?? t.nobody, props.said)}</p>
        <Field label={t.reason}>
          <select
            value={reason}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setReason(REASONS.find((one) => one === value) ?? 'slip');
            }}
          >
            {REASONS.map((one) => (
              <option key={one} value={one}>
                {t.reasons[one]}
              </option>
            ))}
          </select>
        </Field>
        {reason === 'other' && (
          <Field label={t.note}>
            <input
              required
              maxLength={300}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </Field>
        )}
      </Form>
    </Dialog>
  );
}
