import type { Stage } from '../../../../src/contracts/ceremony.js';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';
import type { Ceremonial } from './use-ceremony.js';

/** What is held on the screens, and what is true meanwhile: side by side, never one for the other. */
export function FigureCard(props: { running: Ceremonial; stage: Stage; board: BoardSnapshot; may: boolean }) {
  const words = useBoardTexts().screens.figure;
  const { running, board, may } = props;
  const { frozen } = props.stage;
  const now = board.totals.people;
  const more = frozen === null ? 0 : now - frozen.people;
  return (
    <section class={frozen === null ? 'card figure-card' : 'card figure-card held'}>
      <header class="card-head">
        <div>
          <h2>{words.title}</h2>
          <p class="soft">{words.lead}</p>
        </div>
        {may && (
          <Button
            look={frozen === null ? 'plain' : 'primary'}
            onClick={() => running.freeze(frozen === null)}
          >
            {frozen === null ? words.freeze : words.release}
          </Button>
        )}
      </header>
      <dl class="figures digits">
        {frozen !== null && (
          <div class="held-figure">
            <dt>■ {words.held(fmt.seconds(frozen.at))}</dt>
            <dd data-testid="held">
              {fmt.number(frozen.people)} / {fmt.number(frozen.target)}
            </dd>
          </div>
        )}
        <div>
          <dt>{words.now}</dt>
          <dd data-testid="now">
            {fmt.number(now)} / {fmt.number(board.target)}
          </dd>
        </div>
      </dl>
      <p class="soft figure-words">
        {frozen === null ? words.live : more === 0 ? words.same : words.more(fmt.signed(more))}
      </p>
    </section>
  );
}
