import { useTexts } from '../shared/i18n.js';
import { phoneTexts } from './texts.js';

export type Tab = 'assignments' | 'inbox' | 'data';

export function Tabs(props: { tab: Tab; unseen: number; onChange: (tab: Tab) => void }) {
  const t = useTexts(phoneTexts);
  return (
    <nav class="tabs">
      {(['assignments', 'inbox', 'data'] as const).map((tab) => (
        <button
          key={tab}
          type="button"
          aria-current={props.tab === tab ? 'page' : undefined}
          onClick={() => props.onChange(tab)}
        >
          {t.tabs[tab]}
          {tab === 'inbox' && props.unseen > 0 && <b class="count">{props.unseen}</b>}
        </button>
      ))}
    </nav>
  );
}
