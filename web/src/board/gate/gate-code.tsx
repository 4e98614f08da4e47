import { say } from '../../shared/i18n.js';
import { Qr } from '../../shared/qr.js';
import { sentenceOf } from '../../shared/toast.js';
import { Empty, Loading } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import type { ShownCode } from './use-gate.js';

/** The gate's QR and its six digits, which change together. Phones read `RQG:<site>:<digits>`. */
export function GateCodePanel(props: { shown: ShownCode }) {
  const words = useBoardTexts().steps.gate;
  const { code, secondsLeft, error } = props.shown;
  if (!code) {
    return (
      <section class="gate-code">
        {error === null ? <Loading /> : <Empty title={say(sentenceOf(error))} />}
      </section>
    );
  }
  return (
    <section class="gate-code">
      <h2>{words.scan}</h2>
      <div class="gate-qr">
        <Qr text={`RQG:${code.siteId}:${code.code}`} label={words.qr} />
      </div>
      <p class="gate-digits">
        <span>{words.orType}</span>
        <strong class="digits">
          {code.code.slice(0, 3)} {code.code.slice(3)}
        </strong>
      </p>
      {error === null ? (
        <p class="soft digits">{words.changesIn(String(secondsLeft))}</p>
      ) : (
        <p class="warn-words">▲ {words.codeLost}</p>
      )}
    </section>
  );
}
