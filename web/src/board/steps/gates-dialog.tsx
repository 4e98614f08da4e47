import { useState } from 'preact/hooks';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { byName } from '../../shared/i18n.js';
import { Dialog, Empty, SearchField } from '../../shared/ui.js';
import { useDay } from '../day/use-day.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';

export function GatesDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, sites } = useDay();
  const [query, setQuery] = useState('');
  const wanted = fold(query);
  const found = sites
    .filter((site) => fold(`${site.name} ${site.communeName}`).includes(wanted))
    .sort((a, b) => byName(a.name, b.name));
  return (
    <Dialog title={t.steps.gates.title} onClose={props.onClose}>
      <div class="form">
        <p class="soft">{t.steps.gates.lead}</p>
        {sites.length === 0 ? (
          <Empty title={t.steps.gates.none} />
        ) : (
          <SearchField autofocus label={t.steps.gates.find} value={query} onInput={setQuery} />
        )}
        <ul class="pick-list">
          {found.map((site) => (
            <li key={site.id}>
              <a href={to.gate(eventId, site.id)}>
                <strong>{site.name}</strong>
                <span class="soft">{site.communeName}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
