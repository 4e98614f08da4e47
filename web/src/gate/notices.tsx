import { useState } from 'preact/hooks';
import { fmt, say } from '../shared/i18n.js';
import { Button, Dialog } from '../shared/ui.js';
import { type NameOf, nameOfEntry } from './name-of.js';
import type { GateOutbox } from './outbox/use-outbox.js';
import type { SavedEntry } from './outbox/saved-entry.js';
import type { KeptRoster } from './store/book.js';
import { useGateTexts } from './texts.js';

/** What the keeper must know besides: no network, what waits, what came back. */
export function Notices(props: {
  roster: KeptRoster | null;
  connected: boolean | null;
  durable: boolean;
  /** Changes to the new version of this page, where there is one. */
  update: (() => void) | null;
  outbox: GateOutbox;
  nameOf: NameOf;
}) {
  const t = useGateTexts();
  const [clearing, setClearing] = useState(false);
  const { roster, outbox } = props;
  const waiting = outbox.entries.filter((one) => one.end === null).length;
  const toClear = outbox.entries.filter((one) => one.toClear);
  const state = roster?.event.state ?? 'live';
  return (
    <section class="notices" aria-label={t.status}>
      {roster?.event.simulated === true && <p class="simulated">{t.simulated}</p>}
      {state !== 'live' && <p class="notice">▲ {state === 'closed' ? t.over : t.notLive}</p>}
      {props.connected === false && roster && (
        <p class="notice">▲ {t.disconnectedLead(fmt.time(roster.at))}</p>
      )}
      {!props.durable && <p class="notice">▲ {t.notDurable}</p>}
      <p class={waiting > 0 ? 'notice' : 'visually-hidden'} role="status" data-testid="waiting">
        {waiting > 0 && `↑ ${t.waiting(fmt.number(waiting))}`}
      </p>
      {outbox.elsewhere > 0 && <p class="notice">↑ {t.elsewhere(fmt.number(outbox.elsewhere))}</p>}
      {toClear.length > 0 && (
        <button type="button" class="notice clear-button" onClick={() => setClearing(true)}>
          ▲ {t.toClear(fmt.number(toClear.length))} ›
        </button>
      )}
      {props.update && (
        <button type="button" class="notice update-button" onClick={props.update}>
          {t.newVersion} ›
        </button>
      )}
      {clearing && toClear.length > 0 && (
        <Dialog title={t.clear.title} onClose={() => setClearing(false)}>
          <p class="soft">{t.clear.lead}</p>
          <ul class="clear-list">
            {toClear.map((entry) => (
              <ToClear key={entry.id} entry={entry} nameOf={props.nameOf} onDone={outbox.clear} />
            ))}
          </ul>
        </Dialog>
      )}
    </section>
  );
}

function ToClear(props: { entry: SavedEntry; nameOf: NameOf; onDone: (id: string) => Promise<void> }) {
  const t = useGateTexts();
  const { entry } = props;
  const name = nameOfEntry(entry, props.nameOf) ?? t.verdict.nobody;
  return (
    <li class={entry.end?.kind === 'duplicate' ? 'warn-edge' : 'bad-edge'}>
      <div>
        <strong>{name}</strong>
        {entry.end && (
          <p>
            {t.verdict[entry.end.kind]} · {say(entry.end.message)}
          </p>
        )}
        <p class="soft digits">{t.clear.took(fmt.time(entry.at))}</p>
      </div>
      <Button aria-label={t.clear.doneOf(name)} onClick={() => props.onDone(entry.id)}>
        {t.clear.done}
      </Button>
    </li>
  );
}
