import { useEffect, useRef, useState } from 'preact/hooks';

/** Rows above and below those in sight, so that the keyboard always has a next one; also the step of scrolling. */
const AROUND = 5;
/** Until the height of the box is known. */
const FIRST_ROWS = 30;

export interface Window<E extends HTMLElement> {
  ref: { current: E | null };
  from: number;
  to: number;
  /** Stands in for the rows that are not there. */
  padding: { paddingTop: number; paddingBottom: number };
}

/**
 * Of a long list of rows of one height, those in sight: the country has 3,321 communes, and what is in the page
 * costs at every frame, drawn or not. On paper all rows are there.
 */
export function useWindow<E extends HTMLElement>(count: number, rowPx: number): Window<E> {
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState({ from: 0, rows: FIRST_ROWS });
  useEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const see = (from: number, rows: number) =>
      setSeen((old) => (old.from === from && old.rows === rows ? old : { from, rows }));
    const look = () => {
      const first = Math.floor(box.scrollTop / rowPx / AROUND) * AROUND;
      see(Math.max(0, first - AROUND), Math.ceil(box.clientHeight / rowPx) + 3 * AROUND);
    };
    const all = () => see(0, Infinity);
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    addEventListener('beforeprint', all);
    addEventListener('afterprint', look);
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', look);
      removeEventListener('beforeprint', all);
      removeEventListener('afterprint', look);
    };
  }, [rowPx]);
  const from = Math.min(seen.from, Math.max(0, count - seen.rows));
  const to = Math.min(count, from + seen.rows);
  return {
    ref,
    from,
    to,
    padding: { paddingTop: from * rowPx, paddingBottom: (count - to) * rowPx },
  };
}
