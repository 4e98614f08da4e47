import { useTexts } from '../shared/i18n.js';
import { phoneTexts } from './texts.js';

export type Tab = 'assignments' | 'results' | 'inbox' | 'data';

export function Tabs(props: {
  tab: Tab;
  unseen: number;
  /** Where there is something to report. */
  results: boolean;
  onChange: (tab: Tab) => void;
}) {
  const t = useTexts(phoneTexts);
  const tabs: Tab[] = props.results
    ? ['assignments', 'results', 'inbox', 'data']
    : ['assignments', 'inbox', 'data'];
  return (
    <nav class="tabs">
      {tabs.map((tab) => (
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
