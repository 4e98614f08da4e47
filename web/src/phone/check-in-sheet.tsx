import { useState } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { scanAbility } from '../shared/scanner/ability.js';
import type { CameraFault } from '../shared/scanner/scanner.js';
import { Button, Dialog } from '../shared/ui.js';
import { type GateText, readGateText } from './gate-text.js';
import { later } from './later.js';
import { phoneTexts } from './texts.js';

const GateScanner = later(async () => (await import('./gate-scanner.js')).GateScanner);

/** "I am here": the gate's six digits, or its QR where this browser can read one. */
export function CheckInSheet(props: { onGate: (gate: GateText) => Promise<void>; onClose: () => void }) {
  const t = useTexts(phoneTexts);
  const [digits, setDigits] = useState('');
  const [problem, setProblem] = useState('');
  const [scanning, setScanning] = useState(false);
  const [fault, setFault] = useState<CameraFault | 'unloaded' | null>(null);
  const ability = scanAbility();

  const save = async (gate: GateText | null) => {
    if (gate === null) {
      setProblem(t.notGateText);
      return;
    }
    try {
      await props.onGate(gate);
      props.onClose();
    } catch {
      setProblem(t.saving);
    }
  };
  return (
    <Dialog title={t.arrivedTitle} onClose={props.onClose}>
      <form
        class="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void save(readGateText(digits));
        }}
      >
        <label for="gate-digits">{t.gateAsk}</label>
        <input
          id="gate-digits"
          class="code-input"
          aria-label={t.gateDigits}
          inputMode="numeric"
          autoComplete="off"
          maxLength={7}
          placeholder="000000"
          value={digits}
          onInput={(event) => {
            setDigits(event.currentTarget.value);
            setProblem('');
          }}
        />
        {problem !== '' && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button primary" disabled={digits.trim() === ''}>
          {t.gateSend}
        </button>
        {fault !== null && <p class="hint">{t.noScan[fault]}</p>}
        {ability === 'yes' ? (
          <Button
            look="plain"
            onClick={() => {
              setFault(null);
              setScanning(!scanning);
            }}
          >
            {scanning ? t.scanStop : t.scan}
          </Button>
        ) : (
          <p class="hint">{t.noScan[ability]}</p>
        )}
        {scanning && (
          <GateScanner
            onRead={(gate) => void save(gate)}
            onFault={(why) => {
              setFault(why);
              setScanning(false);
            }}
          />
        )}
      </form>
    </Dialog>
  );
}
