import type { ComponentChildren } from 'preact';
import type { ClosingState } from '../../../../src/contracts/closing.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { FigureButton, FigureIn } from '../behind/figure-button.js';
import { useBoardTexts } from '../texts/index.js';

/** What counts now; of a closed event as a sum that everybody can follow. */
export function FigureCard(props: {
  state: ClosingState;
  /** It could not be asked for again. */
  stale: boolean;
  children: ComponentChildren;
}) {
  const words = useBoardTexts().closing;
  const shared = useTexts(sharedTexts);
  const { closing, amendments, now, at } = props.state;
  return (
    <section class="card closing-figure">
      <header class="card-head">
        <h2>{closing ? words.signed : words.now}</h2>
        {props.stale && (
          <span class="fresh stale" role="status">
            <span aria-hidden="true">▲</span> {shared.staleSince(fmt.seconds(at))}
          </span>
        )}
        {!props.stale && closing === null && (
          <time class="soft digits" dateTime={at}>
            {words.asOf(fmt.seconds(at))}
          </time>
        )}
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
                  <dd>
                    <FigureButton value={closing[of]} of={{ metric: of, asOf: closing.closedAt }} />
                  </dd>
                </div>
                <div>
                  <dt>
                    <FigureIn
                      say={words.amended}
                      what={words.amendments}
                      value={amendments.entries}
                      of={{ metric: 'turns', added: 'after_closing' }}
                      near
                    />
                  </dt>
                  <dd>
                    <FigureButton value={amendments.by[of]} of={{ metric: of, added: 'after_closing' }} />
                  </dd>
                </div>
                <div>
                  <dt>
                    {words.standsNow} {words.asOf(fmt.seconds(at))}
                  </dt>
                  <dd>
                    = <FigureButton value={now[of]} of={{ metric: of }} />
                  </dd>
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
              <dd>
                <FigureButton value={now.people} of={{ metric: 'people' }} />
              </dd>
            </div>
            <div>
              <dt>{words.turns}</dt>
              <dd>
                <FigureButton value={now.turns} of={{ metric: 'turns' }} />
              </dd>
            </div>
          </dl>
        </div>
      )}
      <p class="soft closing-foot">{words.lead}</p>
    </section>
  );
}
