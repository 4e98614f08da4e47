import { Qr } from '../shared/qr.js';
import type { OpenGate } from './open-gate.js';
import { useGateTexts } from './texts.js';
import { useGateCode } from './use-gate-code.js';

/** The gate's QR and its six digits, which change together. Phones read `RQG:<site>:<digits>`. */
export function CodeTab(props: { gate: OpenGate }) {
  const words = useGateTexts().code;
  const { code, secondsLeft, lost } = useGateCode(props.gate);
  if (lost !== null || !code) {
    return (
      <section class="gate-code lost">
        <p role="status">{lost === null ? words.opening : `▲ ${words.lost[lost]}`}</p>
      </section>
    );
  }
  return (
    <section class="gate-code">
      <h2>{words.title}</h2>
      <div class="gate-qr">
        <Qr text={`RQG:${code.siteId}:${code.code}`} label={words.qr} />
      </div>
      <p class="gate-digits">
        <span>{words.orType}</span>
        <strong class="digits">
          {code.code.slice(0, 3)} {code.code.slice(3)}
        </strong>
      </p>
      <p class="soft digits">{words.changesIn(String(secondsLeft))}</p>
    </section>
  );
}
