import { useEffect } from 'preact/hooks';

/** Keeps the display awake. On plain http there is no such thing: then the computer's settings rule. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    // The lock is lost whenever the page is hidden.
    const hold = () => {
      if (!document.hidden) navigator.wakeLock.request('screen').catch(() => undefined);
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => document.removeEventListener('visibilitychange', hold);
  }, []);
}
