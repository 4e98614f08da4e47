import { useState } from 'preact/hooks';
import type { Ceremony, SeenScreen } from '../../../../src/contracts/ceremony.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Empty } from '../../shared/ui.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { LinkDialog } from './link-dialog.js';

type Words = ReturnType<typeof useBoardTexts>['screens']['screens'];
type Standing = 'right' | 'behind' | 'silent' | 'never';
/** Colour never alone. */
const SIGNS: Record<Standing, string> = { right: '●', behind: '▲', silent: '■', never: '○' };

/** Which screen is where, whether it lives, what it shows, how far its clock is off. */
export function ScreenList(props: { ceremony: Ceremony; eventId: string; may: boolean }) {
  const { screens: words, link } = useBoardTexts().screens;
  const [links, setLinks] = useState(false);
  const { screens, stage } = props.ceremony;
  const right = screens.filter((screen) => standingOf(screen, stage.rev) === 'right').length;
  return (
    <section class="card screen-card">
      <header class="card-head">
        <div>
          <h2>{words.title}</h2>
          {screens.length > 0 && (
            <p class={right === screens.length ? 'good-words' : 'warn-words'} data-testid="on-cue">
              {words.onCue(fmt.number(right), fmt.number(screens.length))}
            </p>
          )}
        </div>
        {props.may && (
          <div class="screen-acts">
            <a class="button plain" href={to.devices(props.eventId)}>
              {words.devices}
            </a>
            <Button onClick={() => setLinks(true)}>{link.open}</Button>
          </div>
        )}
      </header>
      {screens.length === 0 && <Empty title={words.none} hint={words.noneHint} />}
      <ul class="screen-list">
        {screens.map((screen) => {
          const standing = standingOf(screen, stage.rev);
          return (
            <li key={screen.id} class="screen-row" data-testid="screen-row" data-standing={standing}>
              <span class={`screen-sign ${standing}`} aria-hidden="true">
                {SIGNS[standing]}
              </span>
              <div>
                <strong>{screen.name ?? words.byLink}</strong>
                <span class="soft">{screen.siteName ?? words.wholeEvent}</span>
              </div>
              <div class="digits">
                <span>{words[standing]}</span>
                <span class="soft">{clockOf(screen, words)}</span>
              </div>
              <div class="digits soft">
                {screen.width !== null && <span>{`${screen.width} × ${screen.height ?? 0}`}</span>}
                {screen.seenAt !== null && !screen.alive && (
                  <span>{words.seen(fmt.seconds(screen.seenAt))}</span>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {links && <LinkDialog eventId={props.eventId} onClose={() => setLinks(false)} />}
    </section>
  );
}

function standingOf({ seenAt, alive, stageRev }: SeenScreen, rev: number): Standing {
  if (seenAt === null) return 'never';
  if (!alive) return 'silent';
  return stageRev === rev ? 'right' : 'behind';
}

function clockOf({ seenAt, offsetMs, uncertaintyMs }: SeenScreen, words: Words): string {
  if (seenAt === null) return '';
  if (offsetMs === null || uncertaintyMs === null) return words.unmeasured;
  const sign = offsetMs < 0 ? '−' : '+';
  const far = Math.abs(offsetMs);
  const offset =
    far < 10_000 ? words.ms(sign + fmt.number(far)) : words.s(sign + fmt.number(Math.round(far / 1_000)));
  return words.clock(offset, fmt.number(uncertaintyMs));
}
