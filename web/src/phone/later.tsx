import type { ComponentType } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { openNewerVersion } from '../shared/newer-version.js';
import { Button, Empty, Loading } from '../shared/ui.js';
import { phoneTexts } from './texts.js';

const QUIET_MS = 1_000;

/**
 * A view that is loaded when it is first shown; where it cannot be loaded now, it can be tried again.
 * @param quiet nobody waits for it: it comes when the rest of the page has, and until it is there, nothing is shown
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  quiet = false,
): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Later(props: P) {
    const t = useTexts(phoneTexts);
    const [View, show] = useState<ComponentType<P> | null>(() => loaded);
    const [failed, setFailed] = useState(false);
    const ask = useCallback(async () => {
      setFailed(false);
      try {
        const view = await load();
        loaded = view;
        show(() => view);
        return true;
      } catch {
        setFailed(true);
        return false;
      }
    }, []);
    const askAgain = async () => {
      if (!(await ask())) await openNewerVersion();
    };
    useEffect(() => {
      if (loaded) return;
      const timer = setTimeout(() => void ask(), quiet ? QUIET_MS : 0);
      return () => clearTimeout(timer);
    }, []);
    if (View) return <View {...props} />;
    // Whoever waits until the page is whole sees by this that something comes.
    if (quiet) return failed ? null : <i class="loading" hidden />;
    if (!failed) return <Loading />;
    return (
      <Empty title={t.notLoaded}>
        <Button onClick={askAgain}>{t.tryAgain}</Button>
      </Empty>
    );
  };
}
