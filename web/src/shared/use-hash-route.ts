import { useEffect, useState } from 'preact/hooks';

/** Where the address leads, as it changes: what stands behind its # is read by `read`. */
export function useHashRoute<Route>(read: (hash: string) => Route): Route {
  const [route, set] = useState(() => read(location.hash));
  useEffect(() => {
    const listener = () => set(() => read(location.hash));
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  }, []);
  return route;
}
