import { useEffect, useRef } from 'preact/hooks';
import { fmt } from '../shared/i18n.js';
import { type Tween, isMoving, tweenTo, valueAt } from './tween.js';

interface Props {
  value: number;
  widest: number;
  /** Goes to each value at once: in a replay no number is shown that the ledger never said. */
  jumps?: boolean;
  /** By which a test finds it. */
  name?: string;
}

/**
 * The number of the hall. Its text runs up to the new value within a second; `data-value` holds the
 * true one at every moment. Written to the page by hand: sixty renders a second are no work for a
 * virtual tree.
 */
export function BigNumber({ value, widest, jumps = false, name = 'present' }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const tween = useRef<Tween | null>(null);

  useEffect(() => {
    const still = jumps || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const way = tweenTo(tween.current, value, performance.now(), { hidden: document.hidden, still });
    tween.current = way;
    let frame = 0;
    const draw = () => {
      const now = performance.now();
      if (element.current) element.current.textContent = fmt.number(valueAt(way, now));
      if (isMoving(way, now)) frame = requestAnimationFrame(draw);
    };
    draw();
    // A hidden page gets no frames: it must not wake up on a number from an hour ago.
    const jump = () => {
      if (document.hidden && element.current) element.current.textContent = fmt.number(way.to);
    };
    document.addEventListener('visibilitychange', jump);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', jump);
    };
  });

  return (
    <div
      ref={element}
      class="big-number"
      data-testid={name}
      data-value={value}
      style={{ '--ems': emsOf(fmt.number(Math.max(value, widest))) }}
    />
  );
}

/** Width of a number in em of Inter's tabular figures, so that it fills the place without clipping. */
export function emsOf(text: string): number {
  const digits = text.replace(/\D/g, '').length;
  return digits * 0.67 + (text.length - digits) * 0.31;
}
