import { useState } from 'preact/hooks';
import { useTexts } from '../../shared/i18n.js';
import { Button, LangSwitch } from '../../shared/ui.js';
import { chromeLink, type Trouble } from './surroundings.js';
import { wayOutTexts } from './texts.js';

/**
 * Shown before a personal link is used inside another app: the link would be bound to that app's
 * browser. It still stands in the address, for whatever opens it elsewhere.
 */
export function WayOut(props: { trouble: Extract<Trouble, { kind: 'in_app' }>; onStay: () => void }) {
  const t = useTexts(wayOutTexts);
  const [copied, setCopied] = useState<boolean | null>(null);
  const { app, on } = props.trouble;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
    } catch {
      setCopied(false); // not allowed here, or not there at all
    }
  };
  return (
    <main class="sign-in">
      <header>
        <h1>{app === null ? t.inSomeApp : t.inApp(app)}</h1>
        <LangSwitch />
      </header>
      <p>{t.why}</p>
      <p class="state ask">{t.steps[on]}</p>
      {on === 'android' && (
        <a class="button primary" href={chromeLink(location.href)}>
          {t.openChrome}
        </a>
      )}
      <Button look={on === 'android' ? 'plain' : 'primary'} onClick={copy}>
        {t.copy}
      </Button>
      {copied !== null && <p role="status">{copied ? t.copied : t.notCopied}</p>}
      <Button look="quiet" onClick={props.onStay}>
        {t.stay}
      </Button>
    </main>
  );
}

/** One line on top of the page that is used all the same. */
export function PlainHttp() {
  return <p class="notice">{useTexts(wayOutTexts).plainHttp}</p>;
}
