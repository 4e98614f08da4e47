import type { ComponentChildren } from 'preact';
import { useBoardTexts } from '../texts/index.js';

/**
 * Opens the commune with the nearest who could be sent there. It stands in every row of a table that is drawn
 * four times a second: all it needs is given to it.
 */
export function SendButton(props: {
  communeId: string;
  name: string;
  onSend: (communeId: string) => void;
  children: ComponentChildren;
}) {
  const t = useBoardTexts().people.dispatch;
  const words = t.openFor(props.name);
  return (
    <button
      type="button"
      class="send-button"
      title={words}
      aria-label={words}
      onClick={(event) => {
        // The row around it opens the commune.
        event.stopPropagation();
        props.onSend(props.communeId);
      }}
    >
      {props.children}
    </button>
  );
}
