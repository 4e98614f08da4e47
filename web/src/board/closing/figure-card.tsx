import type { ComponentChildren } from 'preact';
import type { ClosingState } from '../../../../src/contracts/closing.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

/** −3, 0, +3 */
export function signed(n: number): string {
  return `${n < 0 ? '−' : '+'}${fmt.number(Math.abs(n))}`;
}

/** What counts now; of a closed event as a sum that everybody can follow. */
export function FigureCard(props: { state: ClosingState; children: ComponentChildren }) {
  const words = useBoardTexts().closing;
  const { closing, amendments, now } = props.state;
  return (
    <section class="card closing-figure">
      <header class="card-head">
        <h2>{closing ? words.signed : words.now}</h2>
        {props.children}
      </header>
      {closing ? (
        <>
          <div class="closing-sums">
            {(['people', 'turns'] as const).map((of) => (
              <dl key={of} class="digits">
                <div class="closing-signed">
                  <dt>
                    {words.signed} · {of === 'people' ? words.people : words.turns}
                  </dt>
                  <dd>{fmt.number(closing[of])}</dd>
                </div>
                <div>
                  <dt>{words.amended(fmt.number(amendments.entries))}</dt>
                  <dd>{signed(amendments.by[of])}</dd>
                </div>
                <div>
                  <dt>{words.standsNow}</dt>
                  <dd>= {fmt.number(now[of])}</dd>
                </div>
              </dl>
            ))}
          </div>
          <p class="closing-foot">
            <strong>{words.signedBy(closing.signer, fmt.dateTime(closing.closedAt))}</strong>
            <span class="soft">
              {words.seal(fmt.number(closing.entries))}: <code>{closing.ledgerSha256}</code>
            </span>
          </p>
        </>
      ) : (
        <div class="closing-sums">
          <dl class="digits">
            <div class="closing-signed">
              <dt>{words.people}</dt>
              <dd>{fmt.number(now.people)}</dd>
            </div>
            <div>
              <dt>{words.turns}</dt>
              <dd>{fmt.number(now.turns)}</dd>
            </div>
          </dl>
        </div>
      )}
      <p class="soft closing-foot">{words.lead}</p>
    </section>
  );
}
