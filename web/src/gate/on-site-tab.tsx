import { useState } from 'preact/hooks';
import type { HeadcountReason } from '../../../src/contracts/gate.js';
import { fmt } from '../shared/i18n.js';
import { Field, Form } from '../shared/ui.js';
import type { SavedEntry } from './outbox/saved-entry.js';
import type { KeptRoster } from './store/book.js';
import { useGateTexts } from './texts.js';
import type { Taking } from './use-taking.js';

const REASONS: readonly HeadcountReason[] = ['no_phone', 'guests', 'helpers', 'other'];
const MOST = 20_000;

/** For those without a phone: by their number, or counted by eye. */
export function OnSiteTab(props: {
  roster: KeptRoster | null;
  entries: readonly SavedEntry[];
  taking: Taking;
}) {
  return (
    <div class="on-site">
      <Desk onSend={props.taking.desk} />
      <Headcounts roster={props.roster} entries={props.entries} onSend={props.taking.headcount} />
    </div>
  );
}

function Desk(props: { onSend: (phone: string) => Promise<void> }) {
  const words = useGateTexts().desk;
  const [phone, setPhone] = useState('');
  return (
    <section class="card" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p class="soft">{words.lead}</p>
      <Form
        submit={words.submit}
        onSubmit={async () => {
          await props.onSend(phone);
          setPhone('');
        }}
      >
        <Field label={words.phone}>
          <input
            type="tel"
            required
            minLength={8}
            maxLength={20}
            autocomplete="off"
            value={phone}
            onInput={(event) => setPhone(event.currentTarget.value)}
          />
        </Field>
      </Form>
    </section>
  );
}

function Headcounts(props: {
  roster: KeptRoster | null;
  entries: readonly SavedEntry[];
  onSend: (reason: HeadcountReason, people: number) => Promise<void>;
}) {
  const words = useGateTexts().headcount;
  const [reason, setReason] = useState<HeadcountReason>('no_phone');
  const [people, setPeople] = useState('');
  const count = Number(people);
  const step = (by: number) => setPeople(String(Math.min(MOST, Math.max(0, count + by))));
  return (
    <section class="card" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p class="soft">{words.lead}</p>
      <ul class="standing">
        {REASONS.map((one) => (
          <Standing key={one} reason={one} roster={props.roster} entries={props.entries} />
        ))}
      </ul>
      <Form
        submit={words.submit}
        disabled={people === ''}
        onSubmit={async () => {
          await props.onSend(reason, count);
          setPeople('');
        }}
      >
        <Field label={words.reason}>
          <select
            value={reason}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setReason(REASONS.find((one) => one === chosen) ?? 'other');
            }}
          >
            {REASONS.map((one) => (
              <option key={one} value={one}>
                {words.reasons[one]}
              </option>
            ))}
          </select>
        </Field>
        <div class="stepper">
          <button type="button" class="button plain" aria-label={words.less} onClick={() => step(-1)}>
            −
          </button>
          <Field label={words.people}>
            <input
              class="digits"
              type="number"
              inputMode="numeric"
              required
              min={0}
              max={MOST}
              step={1}
              value={people}
              onInput={(event) => setPeople(event.currentTarget.value)}
            />
          </Field>
          <button type="button" class="button plain" aria-label={words.more} onClick={() => step(1)}>
            +
          </button>
        </div>
      </Form>
    </section>
  );
}

/** What is written of one reason: what waits here is newer than what the server tells. */
function Standing(props: {
  reason: HeadcountReason;
  roster: KeptRoster | null;
  entries: readonly SavedEntry[];
}) {
  const words = useGateTexts().headcount;
  const { reason } = props;
  const told = props.roster?.headcounts.find((one) => one.reason === reason);
  const own = props.entries.find(({ job }) => job.kind === 'headcount' && job.reason === reason);
  const ownPeople = own?.job.kind === 'headcount' ? fmt.number(own.job.people) : '';
  const toldIsOlder = !told || (own?.end?.at != null && told.recordedAt < own.end.at);
  if (own && own.end === null)
    return <Line name={words.reasons[reason]} text={words.waiting(ownPeople)} waits />;
  if (own?.end?.kind === 'counted' && own.end.at !== null && toldIsOlder)
    return <Line name={words.reasons[reason]} text={words.standing(ownPeople, fmt.time(own.end.at))} />;
  if (!told || told.people === 0) return null;
  return (
    <Line
      name={words.reasons[reason]}
      text={words.standing(fmt.number(told.people), fmt.time(told.recordedAt))}
    />
  );
}

function Line(props: { name: string; text: string; waits?: boolean }) {
  return (
    <li>
      <span>{props.name}</span>
      <strong class={props.waits === true ? 'warn digits' : 'digits'}>
        {props.waits === true ? '↑ ' : ''}
        {props.text}
      </strong>
    </li>
  );
}
