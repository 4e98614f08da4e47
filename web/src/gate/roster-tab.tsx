import { useMemo, useState } from 'preact/hooks';
import type { GatePerson } from '../../../src/contracts/gate.js';
import type { Role } from '../../../src/contracts/people.js';
import { byName, fmt, useTexts } from '../shared/i18n.js';
import { sharedTexts } from '../shared/texts.js';
import { toast } from '../shared/toast.js';
import { Button, Empty, Loading, SearchField } from '../shared/ui.js';
import { givenName, search } from './judge/search.js';
import { takenIn } from './judge/taken-in.js';
import type { OpenGate } from './open-gate.js';
import type { GateOutbox } from './outbox/use-outbox.js';
import type { SavedEntry } from './outbox/saved-entry.js';
import type { KeptRoster } from './store/book.js';
import { gateTexts, useGateTexts } from './texts.js';

/** Who may open what is behind a number; a gate keeper may not. */
const READERS: readonly Role[] = [
  'province_coordinator',
  'event_organiser',
  'unit_leader',
  'viewer',
  'auditor',
];

interface Row extends GatePerson {
  /** What this gate has taken in of the person and the roster does not tell yet. */
  own: SavedEntry | undefined;
}
const isHere = ({ presentAt, own }: Row): boolean => presentAt !== null || own !== undefined;
/** The server says so: what only waits here is in no number of those present. */
const isCounted = ({ presentAt, own }: Row): boolean =>
  presentAt !== null || (own !== undefined && own.end !== null);

/** Who is expected here: found by name or last digits, and ticked off. */
export function RosterTab(props: {
  gate: OpenGate;
  roster: KeptRoster | null;
  connected: boolean | null;
  outbox: GateOutbox;
  onTick: (person: GatePerson) => Promise<void>;
}) {
  const words = useGateTexts().list;
  const [query, setQuery] = useState('');
  const { roster, outbox, gate } = props;
  const rows = useMemo(() => rowsOf(roster, outbox.entries), [roster, outbox.entries]);
  const found = search(rows, query);
  if (!roster)
    return (
      <section class="roster">
        {props.connected === false ? <Empty title={words.loading} /> : <Loading />}
      </section>
    );
  const counted = rows.filter(isCounted).length;
  const waiting = rows.filter(isHere).length - counted;
  const count = `${fmt.number(counted)} / ${fmt.number(rows.length)} ${words.present}`;
  const reads = gate.keeper.roles.some((role) => READERS.includes(role));
  return (
    <section class="roster" aria-label={words.title}>
      <div class="roster-head">
        <h2>{words.title}</h2>
        <strong class="digits" data-testid="present">
          {reads ? (
            <a href={`/board/#/day/${gate.eventId}/numbers`} title={words.numbers}>
              {count}
            </a>
          ) : (
            count
          )}
          {waiting > 0 && <span class="warn"> {words.onTheWay(fmt.number(waiting))}</span>}
        </strong>
        <SearchField label={words.find} value={query} onInput={setQuery} />
      </div>
      {rows.length === 0 && <Empty title={words.none} />}
      {rows.length > 0 && found.length === 0 && <Empty title={words.noneFound} />}
      <ul class="roster-list">
        {found.map((row) => (
          <RosterRow key={`${row.personId} ${row.shiftId}`} row={row} outbox={outbox} onTick={props.onTick} />
        ))}
      </ul>
      <p class="soft as-of">
        <time class="digits">{words.asOf(fmt.seconds(roster.at))}</time>
      </p>
    </section>
  );
}

function RosterRow(props: { row: Row; outbox: GateOutbox; onTick: (person: GatePerson) => Promise<void> }) {
  const words = useGateTexts().list;
  const skills = useTexts(sharedTexts).skills;
  const { row, outbox } = props;
  const { own } = row;
  const undo = async () => {
    const { vi, en } = gateTexts;
    if (!own) return;
    if (await outbox.undo(own.id)) toast.good({ vi: vi.list.undone, en: en.list.undone });
    else toast.bad({ vi: vi.list.tooLate, en: en.list.tooLate });
  };
  const undoable = own !== undefined && !own.end && own.attempts === 0 && own.notBefore > 0;
  const digits = row.phoneLast4 === null ? null : `•••• ${row.phoneLast4}`;
  const about = [
    digits,
    row.unitName,
    row.skill && skills[row.skill],
    row.state === 'offered' && words.offered,
  ];
  return (
    <li class={isHere(row) ? 'here' : ''}>
      <div class="who">
        <span class="ellipsis">{row.fullName}</span>
        <span class="soft ellipsis digits">{about.filter(Boolean).join(' · ')}</span>
      </div>
      {!isHere(row) && (
        <Button aria-label={words.tickOf(row.fullName)} onClick={() => props.onTick(row)}>
          {words.tick}
        </Button>
      )}
      {undoable && (
        <Button aria-label={words.undoOf(row.fullName)} onClick={undo}>
          ↑ {words.undo}
        </Button>
      )}
      {isHere(row) && !undoable && <Presence row={row} />}
    </li>
  );
}

function Presence({ row }: { row: Row }) {
  const { list: words, verdict } = useGateTexts();
  const { presentAt, own } = row;
  const counted = presentAt ?? (own?.end?.kind === 'counted' ? own.end.at : null);
  if (counted !== null) return <span class="good digits">✓ {words.ticked(fmt.time(counted))}</span>;
  if (own?.end) return <span class="good">✓ {verdict.duplicate.toLowerCase()}</span>;
  return own ? <span class="warn digits">↑ {words.saved(fmt.time(own.at))}</span> : null;
}

/** Those who are still missing first, then by given name. */
function rowsOf(roster: KeptRoster | null, entries: readonly SavedEntry[]): Row[] {
  if (!roster) return [];
  const own = takenIn(entries, roster.at);
  return roster.people
    .map((person) => ({ ...person, own: person.presentAt === null ? own.get(person.personId) : undefined }))
    .sort(
      (a, b) =>
        Number(isHere(a)) - Number(isHere(b)) ||
        byName(givenName(a.fullName), givenName(b.fullName)) ||
        byName(a.fullName, b.fullName),
    );
}
