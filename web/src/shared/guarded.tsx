import type { ComponentChildren, RefObject } from 'preact';
import { useErrorBoundary, useRef } from 'preact/hooks';
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
  forget?: () => unknown;
  children: ComponentChildren;
}) {
  const forgotten = useRef<unknown>(null);
  const boundary = useErrorBoundary((thrown: unknown) => {
    if (props.forget && brokeJustNow()) forgotten.current = props.forget();
    setTimeout(() => {
      throw thrown;
    });
  });
  return <>{boundary[0] === undefined ? props.children : (props.broken ?? <Broken ready={forgotten} />)}</>;
}

/** Whether it is the second time in a row; from now on it is the first at least. */
function brokeJustNow(): boolean {
  const now = Date.now();
  const last = Number(kept(KEY));
  keep(KEY, String(now));
  return Math.abs(now - last) < IN_A_ROW_MS;
}

/** @param props.ready what must be over before it is opened anew */
function Broken({ ready }: { ready: RefObject<unknown> }) {
  const t = useTexts(sharedTexts);
  const reload = async () => {
    await ready.current;
    location.reload();
  };
  return (
    <main>
      <div role="alert">
        <Empty title={t.unexpected}>
          <Button look="primary" onClick={reload}>
            {t.reload}
          </Button>
        </Empty>
      </div>
    </main>
  );
}
