import type { ComponentChildren } from 'preact';
import { say, type Sentence } from '../shared/i18n.js';
import { LangSwitch } from '../shared/ui.js';
import { useGateTexts } from './texts.js';

/** The frame of what comes before a gate is open. */
export function StartFrame(props: { notice?: Sentence | null; children: ComponentChildren }) {
  const t = useGateTexts();
  return (
    <main class="start">
      <header>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t.title}</h1>
        <LangSwitch />
      </header>
      {props.notice && (
        <p class="problem" role="alert">
          {say(props.notice)}
        </p>
      )}
      {props.children}
    </main>
  );
}
