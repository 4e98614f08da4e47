import { useState } from 'preact/hooks';
import { jitter } from '../live-client/index.js';

const TRY_AGAIN_MS = 5_000;

/** The host's logo; one that could not be loaded is asked for again: nobody reloads a wall. */
export function Logo(props: { src: string | null; class: string }) {
  const [attempt, setAttempt] = useState(0);
  if (props.src === null) return null;
  const tryAgain = () => setTimeout(() => setAttempt((n) => n + 1), jitter(TRY_AGAIN_MS));
  return <img key={attempt} class={props.class} src={props.src} alt="" onError={tryAgain} />;
}
