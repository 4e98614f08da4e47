import { useState } from 'preact/hooks';
import type { PersonStep } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Loading, SearchField } from '../../shared/ui.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { ActBar } from './act-bar.js';
import { PersonLine } from './person-line.js';
import { StepChips } from './step-chips.js';
import { usePeople } from './use-people.js';

/** Who is sent to a commune, what each has done, and what can be done about many of them at once. */
export function CommunePeople({ communeId }: { communeId: string }) {
  const mayRead = useMay(...ORGANISERS, 'unit_leader', 'auditor');
  return mayRead ? <People communeId={communeId} /> : null;
}

function People({ communeId }: { communeId: string }) {
  const t = useBoardTexts();
  const { board, sites } = useDay();
  const mayAct = useMay(...ORGANISERS, 'unit_leader') && board.event.state !== 'closed';
  const [step, setStep] = useState<PersonStep | null>(null);
  const [text, setText] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const people = usePeople({ communeId, step, text });
  const { data } = people;
  const items = data?.items ?? [];
  // Whoever the list no longer shows is not acted on.
  const chosen = items.filter((one) => ticked.has(one.id));
  const here = sites.filter((site) => site.communeId === communeId);
  const siteOf = (id: string) =>
    here.length > 1 ? (here.find((site) => site.id === id)?.name ?? null) : null;
  const tick = (id: string, isTicked: boolean) => {
    const next = new Set(ticked);
    if (isTicked) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const done = () => {
    setTicked(new Set());
    void people.reload();
  };
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
      {mayAct && items.length > 1 && (
        <label class="tick-all">
          <input
            type="checkbox"
            checked={chosen.length === items.length}
            onChange={(event) =>
              setTicked(new Set(event.currentTarget.checked ? items.map((one) => one.id) : []))
            }
          />
          {t.people.tickAll(fmt.number(items.length))}
        </label>
      )}
      {chosen.length > 0 && <ActBar chosen={chosen} onDone={done} />}
      <ul>
        {items.map((one) => (
          <li key={one.id} class="person-line">
            {mayAct && (
              <input
                type="checkbox"
                aria-label={t.people.tick(one.fullName)}
                checked={ticked.has(one.id)}
                onChange={(event) => tick(one.id, event.currentTarget.checked)}
              />
            )}
            <PersonLine one={one} site={siteOf(one.siteId)} />
          </li>
        ))}
      </ul>
      {data && data.total > items.length && (
        <p class="soft">{t.commune.more(fmt.number(data.total - items.length))}</p>
      )}
    </section>
  );
}
