import { useState } from 'preact/hooks';
import { useKeptApp } from '../shared/kept-app.js';
import { useWakeLock } from '../shared/wake-lock.js';
import { CodeTab } from './code-tab.js';
import { Header } from './header.js';
import type { NameOf } from './name-of.js';
import { Notices } from './notices.js';
import { OnSiteTab } from './on-site-tab.js';
import type { OpenGate } from './open-gate.js';
import { useOutbox } from './outbox/use-outbox.js';
import { RosterTab } from './roster-tab.js';
import { ScanTab } from './scan-tab.js';
import { allowSound } from './sound.js';
import type { Vault } from './store/vault.js';
import { type Tab, Tabs } from './tabs.js';
import { useGateTexts } from './texts.js';
import { useRoster } from './use-roster.js';
import { useTaking } from './use-taking.js';
import { useWide } from './use-wide.js';
import { VerdictScreen } from './verdict-screen.js';

/** The face at the entrance of one site. */
export function Gate(props: { gate: OpenGate; vault: Vault; onLost: () => void; onLeft: () => void }) {
  const t = useGateTexts();
  const { gate, vault } = props;
  useWakeLock();
  const update = useKeptApp('gate');
  const outbox = useOutbox(gate, vault);
  const { roster, connected } = useRoster(gate, vault, props.onLost, outbox.wake);
  const taking = useTaking(gate, roster, outbox);
  const wide = useWide();
  const [chosen, choose] = useState<Tab | null>(null);
  // A tablet stands there and shows its code, a phone is held and scans. On a wide screen the roster is always there.
  const usual = wide ? 'code' : 'scan';
  const tab = chosen === null || (wide && chosen === 'list') ? usual : chosen;
  const nameOf: NameOf = (personId) =>
    roster?.people.find((one) => one.personId === personId)?.fullName ?? null;
  return (
    <div class="gate" onPointerDown={allowSound} onKeyDown={allowSound}>
      <Header
        gate={gate}
        roster={roster}
        connected={connected}
        waiting={outbox.entries.filter((one) => one.end === null).length}
        vault={vault}
        onLeft={props.onLeft}
      />
      <Notices
        roster={roster}
        connected={connected}
        durable={vault.durable}
        update={update}
        outbox={outbox}
        nameOf={nameOf}
      />
      <main class={wide ? 'gate-main wide' : 'gate-main'}>
        {tab === 'scan' && <ScanTab onText={taking.scan} entries={outbox.entries} nameOf={nameOf} />}
        {tab === 'code' && <CodeTab gate={gate} />}
        {tab === 'onSite' && <OnSiteTab roster={roster} entries={outbox.entries} taking={taking} />}
        {(wide || tab === 'list') && (
          <RosterTab gate={gate} roster={roster} connected={connected} outbox={outbox} onTick={taking.tick} />
        )}
      </main>
      <Tabs tab={tab} wide={wide} label={t.tabs.label} onChange={choose} />
      <VerdictScreen shown={taking.shown} entries={outbox.entries} nameOf={nameOf} onHide={taking.hide} />
    </div>
  );
}
