import { useEffect, useState } from 'preact/hooks';

const WIDE = '(min-width: 900px)';

/** A tablet lying down, or a laptop: the roster has its place beside the rest. */
export function useWide(): boolean {
  const [wide, set] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const listener = () => set(query.matches);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  }, []);
  return wide;
}
