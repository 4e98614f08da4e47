import { fmt, useTexts } from '../shared/i18n.js';
import { screenTexts } from './texts.js';
import type { Trust } from './trust.js';

/** How far what is on the wall can be believed: of when it is, and whether the line stands. */
export function Foot(props: { trust: Trust; asOf: string; heldAt: string | null; refused: boolean }) {
  const t = useTexts(screenTexts);
  const { trust, heldAt } = props;
  const time = fmt.seconds(props.asOf);
  return (
    <footer data-testid="trust" data-trust={trust} data-held={heldAt !== null}>
      <i class="hall-mark" aria-hidden="true" />
      {trust === 'gone'
        ? t.gone(time)
        : heldAt !== null
          ? t.held(fmt.seconds(heldAt))
          : trust === 'stale'
            ? t.stale(time)
            : `${t.live} · ${t.asOf(time)}`}
      {props.refused && <span>{t.sessionOver}</span>}
    </footer>
  );
}
