import { useState } from 'preact/hooks';
import { ApiError } from '../shared/api.js';
import { fmt } from '../shared/i18n.js';
import { toast } from '../shared/toast.js';
import { Button, Dialog, LangSwitch } from '../shared/ui.js';
import { apiOf } from './gate-api.js';
import type { OpenGate } from './open-gate.js';
import { to } from './router.js';
import type { KeptRoster } from './store/book.js';
import type { Vault } from './store/vault.js';
import { useGateTexts } from './texts.js';

/** Where this is, and whether it is connected; the rest is behind the menu. */
export function Header(props: {
  gate: OpenGate;
  roster: KeptRoster | null;
  connected: boolean | null;
  waiting: number;
  vault: Vault;
  onLeft: () => void;
}) {
  const t = useGateTexts();
  const [menu, showMenu] = useState(false);
  const { roster, connected } = props;
  return (
    <header class="top">
      <div class="top-place">
        <h1>{roster?.site.name ?? t.title}</h1>
        <p>{roster && `${roster.site.communeName} · ${roster.event.title}`}</p>
      </div>
      <span class={connected === true ? 'link on' : 'link off'} role="status" data-testid="link">
        {connected === null ? t.connecting : connected ? t.connected : t.disconnected}
      </span>
      <button type="button" class="icon-button" aria-label={t.menu.open} onClick={() => showMenu(true)}>
        ☰
      </button>
      {menu && <Menu {...props} onClose={() => showMenu(false)} />}
    </header>
  );
}

function Menu(props: {
  gate: OpenGate;
  roster: KeptRoster | null;
  waiting: number;
  vault: Vault;
  onLeft: () => void;
  onClose: () => void;
}) {
  const words = useGateTexts().menu;
  const { gate, roster, waiting } = props;
  const { kind } = gate.keeper;
  const leave = async () => {
    // First what is here: it must go also where the server cannot be told.
    await props.vault.wipeBook();
    await apiOf(kind)('DELETE /sessions/me', { query: { kind } }).catch((thrown: unknown) => {
      if (!(thrown instanceof ApiError) || thrown.status !== 401) toast.error(thrown);
    });
    props.onLeft();
  };
  return (
    <Dialog title={words.title} onClose={props.onClose}>
      <div class="menu">
        <LangSwitch />
        <Button onClick={() => document.documentElement.requestFullscreen()}>{words.fullScreen}</Button>
        {kind === 'staff' && (
          <>
            <a class="button plain" href={to.event(gate.eventId)}>
              {words.otherGate}
            </a>
            <a class="button plain" href={`/board/#/day/${gate.eventId}`}>
              {words.board}
            </a>
          </>
        )}
        {roster && props.vault.durable && <p class="soft">{words.kept(fmt.dateTime(roster.keepUntil))}</p>}
        <p class="soft">{words.leaveLead}</p>
        {waiting > 0 && <p class="warn">{words.leaveWaiting(fmt.number(waiting))}</p>}
        <Button look="danger" onClick={leave}>
          {words.leave[kind]}
        </Button>
      </div>
    </Dialog>
  );
}
