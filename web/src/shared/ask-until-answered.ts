import { jitter } from '../live-client/index.js';

const AGAIN_MS = 5_000;

/**
 * Asks until there is an answer, however long that takes: nobody reloads what stays open all morning.
 * @param failed hears of each failure, and says whether it is an answer too: true ends the asking
 * @returns ends it; nothing is told any more
 */
export function askUntilAnswered<T>(
  ask: () => Promise<T>,
  answered: (answer: T) => void,
  failed: (thrown: unknown) => boolean = () => false,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current = true;
  const once = () => {
    ask().then(
      (answer) => {
        if (current) answered(answer);
      },
      (thrown: unknown) => {
        if (current && !failed(thrown)) timer = setTimeout(once, jitter(AGAIN_MS));
      },
    );
  };
  once();
  return () => {
    current = false;
    clearTimeout(timer);
  };
}
