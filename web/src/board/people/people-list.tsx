import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { EventState } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Loading, SearchField } from '../../shared/ui.js';
import { LoadFailed } from '../page-shell.js';
import { PEOPLE_TENDERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { ActBar } from './act-bar.js';
import { PersonLine } from './person-line.js';
import { StepChips } from './step-chips.js';
import type { PeopleView } from './use-people.js';

/** People with a place: what each has done, and what can be done about those who are ticked. */
export function PeopleList(props: {
  title: string;
  /** What stands above it. */
  under: 'h1' | 'h2';
  /** Beside the title. */
  head?: ComponentChildren;
  none: string;
  noneHint: string;
  eventState: EventState;
  people: PeopleView;
  /** What to say of where somebody is sent; null: nothing. */
  siteOf: (siteId: string) => string | null;
}) {
  const t = useBoardTexts();
  const { people, eventState } = props;
  const Title = props.under === 'h1' ? 'h2' : 'h3';
  const { data, step, text } = people;
  const mayAct = useMay(...PEOPLE_TENDERS) && eventState !== 'closed';
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const items = data?.items ?? [];
  // Whoever the list no longer shows is not acted on.
  const chosen = items.filter((one) => ticked.has(one.id));
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
    <section class="people" aria-label={props.title}>
      <header>
        <Title>{props.title}</Title>
        {props.head}
        <SearchField label={t.commune.search} value={text} onInput={people.setText} />
      </header>
      {data && <StepChips steps={data.steps} chosen={step} onChoose={people.setStep} />}
      {!data && people.error === null && <Loading />}
      {!data && people.error !== null && <LoadFailed error={people.error} onRetry={people.reload} />}
      {data?.total === 0 && (
        <p class="soft">
          {props.none}. {text === '' && step === null && props.noneHint}
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
      {chosen.length > 0 && (
        <ActBar eventId={people.eventId} isLive={eventState === 'live'} chosen={chosen} onDone={done} />
      )}
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
            <PersonLine one={one} site={props.siteOf(one.siteId)} />
          </li>
        ))}
      </ul>
      {data && data.total > items.length && (
        <p class="soft">{t.commune.more(fmt.number(data.total - items.length))}</p>
      )}
    </section>
  );
}
