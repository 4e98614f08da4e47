import { useCallback, useEffect, useState } from 'preact/hooks';
import type { MyData, MyRequest } from '../../../../src/contracts/privacy.js';
import { readablePhone } from '../../../../src/kernel/readable-phone.js';
import { readableDate } from '../../../../src/kernel/vietnam-time.js';
import { fmt, say, useLang, useTexts } from '../../shared/i18n.js';
import { sentenceOf, toast } from '../../shared/toast.js';
import { Button, Empty, Loading } from '../../shared/ui.js';
import { ConfirmSheet } from '../confirm-sheet.js';
import { leavePhone } from '../leave-phone.js';
import { api } from '../phone-api.js';
import { phoneTexts } from '../texts.js';
import { askTexts } from './ask/texts.js';
import { CorrectSheet } from './correct-sheet.js';
import { HeldLists } from './held-lists.js';
import './rights.css';
import { inBoth, rightsTexts } from './texts.js';
import type { Consents } from './use-consents.js';

type Open = 'correct' | 'erase' | 'leave' | 'sign_out' | null;

/** Everything that is held about me: to see, to put right, to take along, to have erased. */
export function MyDataPage({ consents }: { consents: Consents }) {
  const t = useTexts(rightsTexts);
  const { refuse } = useTexts(askTexts);
  const lang = useLang();
  const [data, setData] = useState<MyData | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [open, setOpen] = useState<Open>(null);
  const load = useCallback(async () => {
    try {
      setData(await api('GET /me/data'));
      setProblem(null);
    } catch (thrown) {
      setProblem(thrown);
    }
  }, []);
  useEffect(() => void load(), []);
  if (data === null) return problem === null ? <Loading /> : <Failed problem={problem} onRetry={load} />;
  const copied = () => {
    // That a copy was taken is written down; the file itself comes by the link.
    api('POST /me/privacy-requests', { body: { kind: 'copy' } }).then(load, () => undefined);
  };
  const erasing = data.requests.some(({ kind, state }) => kind === 'erase' && state === 'open');
  return (
    <main class="my-data">
      <h1>{t.title}</h1>
      <About data={data} onCorrect={() => setOpen('correct')} />
      <ConsentList consents={consents} onLeave={() => setOpen('leave')} onDone={load} />
      <section class="card">
        <h2>{t.copy.title}</h2>
        <p class="hint">{t.copy.hint}</p>
        <a class="button plain" href={`/api/me/data.html?lang=${lang}`} download onClick={copied}>
          {t.copy.page}
        </a>
        <a class="button plain" href="/api/me/data.json" download onClick={copied}>
          {t.copy.json}
        </a>
      </section>
      <HeldLists data={data} />
      <Requests requests={data.requests} />
      <Button onClick={() => setOpen('sign_out')}>{t.signOut.title}</Button>
      <Button look="danger" disabled={erasing} onClick={() => setOpen('erase')}>
        {t.erase.title}
      </Button>
      {open === 'correct' && (
        <CorrectSheet person={data.person} onDone={load} onClose={() => setOpen(null)} />
      )}
      {open === 'leave' && (
        <ConfirmSheet
          {...refuse}
          onConfirm={async () => {
            await consents.answer({ participation: false });
            await load();
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'sign_out' && (
        <ConfirmSheet {...t.signOut} onConfirm={leavePhone} onClose={() => setOpen(null)} />
      )}
      {open === 'erase' && (
        <ConfirmSheet
          {...t.erase}
          onConfirm={async () => {
            await api('POST /me/privacy-requests', { body: { kind: 'erase' } });
            await load();
            toast.good(inBoth((words) => words.erase.sent));
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  );
}

function Failed(props: { problem: unknown; onRetry: () => Promise<void> }) {
  const t = useTexts(phoneTexts);
  return (
    <main>
      <Empty title={say(sentenceOf(props.problem))}>
        <Button look="primary" onClick={props.onRetry}>
          {t.tryAgain}
        </Button>
      </Empty>
    </main>
  );
}

function About(props: { data: MyData; onCorrect: () => void }) {
  const t = useTexts(rightsTexts);
  const { person } = props.data;
  const skills = person.skills.map(({ skill }) => t.skills[skill]).join(', ');
  const rows: [string, string][] = [
    [t.held.name, person.fullName],
    [t.held.phone, person.phone === null ? t.held.none : readablePhone(person.phone)],
    [t.held.birthDate, person.birthDate === null ? t.held.none : readableDate(person.birthDate)],
    [t.held.unit, person.orgUnitName],
    ...(person.memberNo === null ? [] : [[t.held.memberNo, person.memberNo] as [string, string]]),
    [t.held.skills, skills === '' ? t.held.none : skills],
    [t.held.vehicle, person.hasVehicle ? t.held.yes : t.held.no],
    [
      t.held.distance,
      person.maxDistanceKm === null ? t.held.noLimit : t.held.km(fmt.number(person.maxDistanceKm)),
    ],
  ];
  return (
    <section class="card">
      <h2>{t.held.title}</h2>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={props.onCorrect}>{t.held.correct}</Button>
    </section>
  );
}

function ConsentList(props: { consents: Consents; onLeave: () => void; onDone: () => Promise<void> }) {
  const t = useTexts(rightsTexts);
  const { noticeGuardian } = useTexts(phoneTexts);
  const { mine, answer } = props.consents;
  if (mine === null) return null;
  return (
    <section class="card">
      <h2>{t.consents.title}</h2>
      {mine.guardian === 'waiting' && <p class="state wait">{noticeGuardian}</p>}
      {mine.purposes.map(({ purpose, necessary, title, text, given, at }) => (
        <label key={purpose} class="consent">
          <input
            type="checkbox"
            aria-label={say(title)}
            checked={given === true}
            onChange={(event) => {
              const now = event.currentTarget.checked;
              // It is ticked again when the answer says so, and not before.
              event.currentTarget.checked = given === true;
              if (necessary && !now) props.onLeave();
              else answer({ [purpose]: now }).then(props.onDone, (thrown: unknown) => toast.error(thrown));
            }}
          />
          <span>
            <strong>{say(title)}</strong>
            <em>
              {given === true && at !== null
                ? t.consents.since(fmt.date(at))
                : given === null
                  ? t.consents.never
                  : ''}
            </em>
            <span>{say(text)}</span>
          </span>
        </label>
      ))}
    </section>
  );
}

function Requests({ requests }: { requests: readonly MyRequest[] }) {
  const t = useTexts(rightsTexts).requests;
  return (
    <section class="card">
      <h2>{t.title}</h2>
      {requests.length === 0 && <p class="hint">{t.none}</p>}
      <ul class="requests">
        {requests.map((one) => (
          <li key={one.id}>
            <strong>{t.kinds[one.kind]}</strong>
            <span>
              {one.decidedAt === null ? t.open(fmt.date(one.dueAt)) : t[one.state](fmt.date(one.decidedAt))}
            </span>
            {one.extensionReason !== null && <span>{t.longer(one.extensionReason)}</span>}
            {one.reason !== null && <span>{one.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
