import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * The value, changing at most once in `everyMs`: nobody can read, or press, what moves four times a second. The first change
 * after a while shows at once, and the last one is never lost.
 */
export function useCalm<T>(newest: T, everyMs: number): T {
  const shown = useRef({ value: newest, at: -Infinity });
  const [, showNewest] = useState(0);
  const now = performance.now();
  if (shown.current.value !== newest && now - shown.current.at >= everyMs) {
    shown.current = { value: newest, at: now };
  }
  const { value } = shown.current;
  useEffect(() => {
    if (value === newest) return;
    // Only when nothing newer comes: else it would draw once more between two frames.
    const timer = setTimeout(() => showNewest((times) => times + 1), everyMs);
    return () => clearTimeout(timer);
  }, [value, newest]);
  return value;
}
