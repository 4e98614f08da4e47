import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { useTexts } from './i18n.js';
import { keep, kept } from './kept.js';
import { sharedTexts } from './texts.js';
import { Button, Empty } from './ui.js';

const KEY = 'rq.broken';
/** A face opened anew that breaks again within this time breaks on what it kept. */
const IN_A_ROW_MS = 60_000;

/**
 * What cannot be drawn would stand still and look alive, whatever the server says: it gives way to a page that
 * says so. The error still comes to the browser's console.
 * @param props.forget forgets what this browser keeps to show without a network, as another version may have kept it: once
 * is an error that may have come from anywhere, twice in a row would be for ever
 */
export function Guarded(props: {
  broken?: ComponentChildren;
  forget?: () => void;
  children: ComponentChildren;
}) {
  const boundary = useErrorBoundary((thrown: unknown) => {
    const now = Date.now();
    if (Math.abs(now - Number(kept(KEY))) < IN_A_ROW_MS) props.forget?.();
    keep(KEY, String(now));
    setTimeout(() => {
      throw thrown;
    });
  });
  return <>{boundary[0] === undefined ? props.children : (props.broken ?? <Broken />)}</>;
}

function Broken() {
  const t = useTexts(sharedTexts);
  return (
    <main>
      <div role="alert">
        <Empty title={t.unexpected}>
          <Button look="primary" onClick={() => location.reload()}>
            {t.reload}
          </Button>
        </Empty>
      </div>
    </main>
  );
}
