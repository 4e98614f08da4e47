import { useState } from 'preact/hooks';
import type { PersonStep } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Loading, SearchField } from '../../shared/ui.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { PersonLine } from './person-line.js';
import { StepChips } from './step-chips.js';
import { usePeople } from './use-people.js';

/** Who is sent to a commune, and what each has done. */
export function CommunePeople({ communeId }: { communeId: string }) {
  const mayRead = useMay(...ORGANISERS, 'unit_leader', 'auditor');
  return mayRead ? <People communeId={communeId} /> : null;
}

function People({ communeId }: { communeId: string }) {
  const t = useBoardTexts();
  const { sites } = useDay();
  const [step, setStep] = useState<PersonStep | null>(null);
  const [text, setText] = useState('');
  const people = usePeople({ communeId, step, text });
  const { data } = people;
  const here = sites.filter((site) => site.communeId === communeId);
  const siteOf = (id: string) =>
    here.length > 1 ? (here.find((site) => site.id === id)?.name ?? null) : null;
  return (
    <section class="people" aria-label={t.commune.people}>
      <header>
        <h3>{t.commune.people}</h3>
        <SearchField label={t.commune.search} value={text} onInput={setText} />
      </header>
      {data && <StepChips steps={data.steps} chosen={step} onChoose={setStep} />}
      {!data && people.error === null && <Loading />}
      {!data && people.error !== null && <LoadFailed error={people.error} onRetry={people.reload} />}
      {data?.total === 0 && (
        <p class="soft">
          {t.commune.noPeople}. {text === '' && step === null && t.commune.noPeopleHint}
        </p>
      )}
      <ul>
        {data?.items.map((one) => (
          <li key={one.id} class="person-line">
            <PersonLine one={one} site={siteOf(one.siteId)} />
          </li>
        ))}
      </ul>
      {data && data.total > data.items.length && (
        <p class="soft">{t.commune.more(fmt.number(data.total - data.items.length))}</p>
      )}
    </section>
  );
}
