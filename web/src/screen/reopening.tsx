import { useEffect } from 'preact/hooks';
import { jitter } from '../live-client/index.js';
import { useTexts } from '../shared/i18n.js';
import { Calm } from './calm.js';
import { screenTexts } from './texts.js';

const REOPEN_MS = 5_000;

/** A wall has no hand to press a button: it opens itself anew. */
export function Reopening() {
  const t = useTexts(screenTexts);
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), jitter(REOPEN_MS));
    return () => clearTimeout(timer);
  }, []);
  return <Calm notice={t.reopening} />;
}
