import { useState } from 'preact/hooks';
import { fmt } from '../shared/i18n.js';
import { openNewerVersion } from '../shared/newer-version.js';
import type { CameraFault } from '../shared/scanner/scanner.js';
import { scanAbility } from '../shared/scanner/ability.js';
import { Button, Field, Form } from '../shared/ui.js';
import { type NameOf, nameOfEntry } from './name-of.js';
import type { SavedEntry } from './outbox/saved-entry.js';
import { useGateTexts } from './texts.js';
import { MARKS, verdictOf } from './verdict.js';

/** Loaded when somebody scans: it brings a reader of codes with it. */
const loadCamera = async () => (await import('./camera.js')).Camera;
type Camera = Awaited<ReturnType<typeof loadCamera>>;
const RECENT = 6;

type Fault = CameraFault | 'unloaded' | 'insecure' | 'unsupported';

/** Reads codes one after the other, by the camera, a hand-held scanner or the keyboard. */
export function ScanTab(props: {
  onText: (text: string) => Promise<void>;
  entries: readonly SavedEntry[];
  nameOf: NameOf;
}) {
  const { scan: words, tabs } = useGateTexts();
  const ability = scanAbility();
  const [Camera, setCamera] = useState<Camera | null>(null);
  const [fault, setFault] = useState<Fault | null>(ability === 'yes' ? null : ability);
  const [typed, setTyped] = useState('');
  const stop = (why: Fault | null) => {
    setFault(why);
    setCamera(null);
  };
  const start = async () => {
    setFault(null);
    try {
      const loaded = await loadCamera();
      setCamera(() => loaded);
    } catch {
      setFault('unloaded');
      await openNewerVersion();
    }
  };
  return (
    <section class="scan" aria-label={tabs.scan}>
      {Camera ? (
        <Camera onText={(text) => void props.onText(text)} onFault={stop} onStop={() => stop(null)} />
      ) : (
        <div class="camera-off">
          {fault !== null && (
            <p class="problem" role="alert">
              {words.fault[fault]}
            </p>
          )}
          {ability === 'yes' && (
            <Button look="primary" onClick={start}>
              {words.start}
            </Button>
          )}
        </div>
      )}
      <Form
        submit={words.check}
        onSubmit={async () => {
          const text = typed;
          setTyped('');
          await props.onText(text);
        }}
      >
        <Field label={words.typed} hint={words.typedHint}>
          <input
            required
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </Field>
      </Form>
      <Recent entries={props.entries} nameOf={props.nameOf} />
    </section>
  );
}

function Recent(props: { entries: readonly SavedEntry[]; nameOf: NameOf }) {
  const t = useGateTexts();
  const recent = props.entries.filter(({ job }) => job.kind === 'check_in').slice(0, RECENT);
  return (
    <section class="recent" aria-label={t.scan.recent}>
      <h2>{t.scan.recent}</h2>
      {recent.length === 0 && <p class="soft">{t.scan.recentNone}</p>}
      <ul>
        {recent.map((entry) => {
          const { tone, title, waits } = verdictOf({ says: entry.said }, entry);
          return (
            <li key={entry.id} class={tone}>
              <span aria-hidden="true">{waits ? '↑' : MARKS[tone]}</span>
              <span class="ellipsis">{nameOfEntry(entry, props.nameOf) ?? t.verdict.nobody}</span>
              <span class="soft">{t.verdict[title].toLowerCase()}</span>
              <time class="digits soft">{fmt.time(entry.at)}</time>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
