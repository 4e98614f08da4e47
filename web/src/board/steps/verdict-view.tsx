import type { Verdict } from '../../../../src/contracts/rehearsal.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

/** The four numbers that must agree, and how fast the screen was. */
export function VerdictView(props: { verdict: Verdict }) {
  const t = useBoardTexts();
  const words = t.steps.rehearsal;
  const names: Record<string, string> = t.refusals;
  const { verdict } = props;
  const refused = Object.entries(verdict.refused);
  return (
    <div class={verdict.exact ? 'verdict good' : 'verdict bad'}>
      <strong>
        {verdict.exact ? '✓' : '✕'} {verdict.exact ? words.exact : words.notExact}
      </strong>
      <dl class="figures">
        {(['acknowledged', 'ledger', 'screen', 'export'] as const).map((name) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd class="digits">{fmt.number(verdict[name])}</dd>
          </div>
        ))}
      </dl>
      <p class="digits">
        {words.latency(
          fmt.number(Math.round(verdict.ackToScreenP50Ms)),
          fmt.number(Math.round(verdict.ackToScreenP99Ms)),
          fmt.number(Math.round(verdict.ackToScreenMaxMs)),
        )}
      </p>
      <p class="digits">{words.errors(fmt.number(verdict.errors))}</p>
      {refused.length > 0 && (
        <p class="soft digits">
          {words.refused}:{' '}
          {refused.map(([reason, count]) => `${names[reason] ?? reason} ${fmt.number(count)}`).join(' · ')}
        </p>
      )}
    </div>
  );
}
