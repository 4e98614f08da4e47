import type { ComponentChildren } from 'preact';
import { LangSwitch } from '../shared/ui.js';
import { useTexts } from '../shared/i18n.js';
import { screenTexts } from './texts.js';

/** What the wall shows before it has a number: a sentence, and how to get a link. */
export function Calm(props: { notice?: string | undefined; steps?: boolean; children?: ComponentChildren }) {
  const { notice, steps = false, children } = props;
  const t = useTexts(screenTexts);
  return (
    <main class="calm" data-testid="calm">
      <div>
        <h1>{t.noSession.title}</h1>
        {notice !== undefined && (
          <p class="calm-notice" role="status">
            {notice}
          </p>
        )}
        {steps && (
          <>
            <p>{t.noSession.body}</p>
            <ol>
              {t.noSession.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            {children}
            <LangSwitch />
          </>
        )}
      </div>
    </main>
  );
}
