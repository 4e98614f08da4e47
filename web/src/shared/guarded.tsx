import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { useTexts } from './i18n.js';
import { sharedTexts } from './texts.js';
import { Button, Empty } from './ui.js';

/**
 * What cannot be drawn would stand still and look alive, whatever the server says: it gives way to a page that
 * says so. The error still comes to the browser's console.
 */
export function Guarded(props: { broken?: ComponentChildren; children: ComponentChildren }) {
  const boundary = useErrorBoundary((thrown: unknown) => {
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
