import { useTexts } from '../shared/i18n.js';
import { LangSwitch } from '../shared/ui.js';
import { phoneTexts } from './texts.js';

/** The last word of a Vietnamese name is the one people are called by. */
export const givenName = (fullName: string): string => fullName.trim().split(/\s+/).pop() ?? fullName;

export function Header(props: { name: string; connected: boolean }) {
  const t = useTexts(phoneTexts);
  return (
    <header class="top">
      <h1>{t.hello(givenName(props.name))}</h1>
      <span class={props.connected ? 'link on' : 'link off'} role="status" data-testid="link">
        {props.connected ? t.connected : t.disconnected}
      </span>
      <LangSwitch />
    </header>
  );
}
