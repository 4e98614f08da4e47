import { useGateTexts } from './texts.js';

export type Tab = 'scan' | 'list' | 'code' | 'onSite';

export function Tabs(props: { tab: Tab; wide: boolean; label: string; onChange: (tab: Tab) => void }) {
  const words = useGateTexts().tabs;
  const tabs: Tab[] = props.wide ? ['scan', 'code', 'onSite'] : ['scan', 'list', 'code', 'onSite'];
  return (
    <nav class="tabs" aria-label={props.label}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          {...(props.tab === one ? { 'aria-current': 'page' as const } : {})}
          onClick={() => props.onChange(one)}
        >
          {words[one]}
        </button>
      ))}
    </nav>
  );
}
