import { useState } from 'preact/hooks';
import type { z } from 'zod';
import type { GateRosterSchema } from '../../../../src/contracts/participation.js';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { byName, fmt } from '../../shared/i18n.js';
import { Button, Empty, Loading, SearchField } from '../../shared/ui.js';
import { FigureButton } from '../behind/figure-button.js';
import { LoadFailed } from '../page-shell.js';
import { FIGURE_READERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';

type Roster = z.output<typeof GateRosterSchema>;
type Person = Roster[number];

/** Given name first, as people are called: "Nguyễn Thị An" is found under A. */
const givenName = (fullName: string): string => fullName.split(' ').at(-1) ?? fullName;

export function GateRoster(props: {
  siteId: string;
  roster: Roster | null;
  error: unknown;
  onRetry: () => Promise<unknown>;
  onTick: (person: Person) => Promise<void>;
}) {
  const words = useBoardTexts().steps.gate;
  const mayOpen = useMay(...FIGURE_READERS);
  const [query, setQuery] = useState('');
  const { roster } = props;
  const wanted = fold(query);
  const found = (roster ?? [])
    .filter((one) => fold(one.fullName).includes(wanted) || (one.phoneLast4 ?? '').includes(wanted))
    .sort(
      (a, b) =>
        Number(a.present) - Number(b.present) ||
        byName(givenName(a.fullName), givenName(b.fullName)) ||
        byName(a.fullName, b.fullName),
    );
  const present = (roster ?? []).filter((one) => one.present).length;
  return (
    <section class="panel gate-roster" aria-label={words.roster}>
      <div class="table-head">
        <h2>{words.roster}</h2>
        <strong class="digits">
          {mayOpen ? (
            // Of those with a place here; behind it are all check-ins of the site.
            <FigureButton near value={present} of={{ metric: 'turns', siteId: props.siteId }} />
          ) : (
            fmt.number(present)
          )}{' '}
          / {fmt.number(roster?.length ?? 0)} {words.presentWord}
        </strong>
        <SearchField label={words.find} value={query} onInput={setQuery} />
      </div>
      {roster === null && props.error === null && <Loading />}
      {roster === null && props.error !== null && <LoadFailed error={props.error} onRetry={props.onRetry} />}
      {roster?.length === 0 && <Empty title={words.rosterNone} />}
      <ul class="scroll">
        {found.map((one) => (
          <li key={`${one.personId} ${one.shiftId}`} class={one.present ? 'present' : ''}>
            <span class="ellipsis">{one.fullName}</span>
            <span class="soft digits">{one.phoneLast4 === null ? '' : `•••• ${one.phoneLast4}`}</span>
            {one.present ? (
              <span class="good-words">✓ {words.present}</span>
            ) : (
              <Button aria-label={words.tick(one.fullName)} onClick={() => props.onTick(one)}>
                {words.present}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
