import { useEffect } from 'preact/hooks';

const HIDDEN_AFTER_MS = 2_000;

/** A pointer that nobody moves is in the way: it is seen while somebody moves it. */
export function usePointer(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = () => {
      dataset['pointer'] = 'moved';
      clearTimeout(timer);
      timer = setTimeout(() => delete dataset['pointer'], HIDDEN_AFTER_MS);
    };
    addEventListener('pointermove', moved);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', moved);
    };
  }, []);
}
