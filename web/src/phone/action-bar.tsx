import { useState } from 'preact/hooks';
import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { useTexts } from '../shared/i18n.js';
import { Button } from '../shared/ui.js';
import { CheckInSheet } from './check-in-sheet.js';
import type { GateText } from './gate-text.js';
import { later } from './later.js';
import type { PrimaryAction } from './primary-action.js';
import { phoneTexts } from './texts.js';

const DeclineSheet = later(async () => (await import('./decline-sheet.js')).DeclineSheet);
const OwnCodeSheet = later(async () => (await import('./own-code-sheet.js')).OwnCodeSheet);

/** The one thing to do now, under the thumb. */
export function ActionBar(props: {
  assignment: MyAssignment;
  action: PrimaryAction;
  onAnswer: (answer: 'accept' | 'decline', reason: string) => Promise<void>;
  onGate: (gate: GateText) => Promise<void>;
  onWay: (isOnTheWay: boolean) => Promise<void>;
  onResults: () => void;
}) {
  const t = useTexts(phoneTexts);
  const [sheet, setSheet] = useState<'decline' | 'check_in' | 'own_code' | null>(null);
  const close = () => setSheet(null);
  const { ownCode } = props.assignment;
  // Who said yes without network may set out and arrive before the yes is sent.
  const kind = 'next' in props.action ? props.action.next : props.action.kind;
  const ownCodeButton = ownCode !== null && <Button onClick={() => setSheet('own_code')}>{t.ownCode}</Button>;

  if (kind === 'over' || kind === null) return null;
  return (
    <div class={kind === 'set_out' ? 'actions set-out' : 'actions'} data-testid="actions">
      {kind === 'answer' && (
        <>
          <Button look="primary" onClick={() => props.onAnswer('accept', '')}>
            {t.accept}
          </Button>
          <Button onClick={() => setSheet('decline')}>{t.decline}</Button>
        </>
      )}
      {kind === 'set_out' && (
        <>
          <Button look="primary" onClick={() => props.onWay(true)}>
            {t.setOut}
          </Button>
          <Button onClick={() => setSheet('check_in')}>{t.arrived}</Button>
          {ownCodeButton}
        </>
      )}
      {kind === 'check_in' && (
        <>
          <Button look="primary" onClick={() => setSheet('check_in')}>
            {t.arrived}
          </Button>
          {ownCodeButton}
        </>
      )}
      {(kind === 'waiting' || kind === 'present') && (
        <>
          <Button look="primary" onClick={props.onResults}>
            {t.achieved}
          </Button>
          {ownCodeButton}
        </>
      )}
      {sheet === 'decline' && (
        <DeclineSheet onDecline={(reason) => props.onAnswer('decline', reason)} onClose={close} />
      )}
      {sheet === 'check_in' && <CheckInSheet onGate={props.onGate} onClose={close} />}
      {sheet === 'own_code' && ownCode !== null && <OwnCodeSheet code={ownCode} onClose={close} />}
    </div>
  );
}
