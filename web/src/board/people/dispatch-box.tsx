import { useMemo, useState } from 'preact/hooks';
import type { Candidate, Candidates } from '../../../../src/contracts/dispatch.js';
import type { Shift } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { CandidateLine } from './candidate-line.js';
import { sayAct } from './say-act.js';
import { neediestFirst } from './shifts-here.js';
import { useVersion } from './use-people.js';

/** The nearest who could come, the best ticked already, as many as are short: one press sends them. */
export function DispatchBox(props: { communeId: string; onClose: () => void }) {
  const t = useBoardTexts();
  const { board, shifts } = useDay();
  const here = useMemo(
    () => neediestFirst(props.communeId, shifts, board),
    // The choice is made when the box opens: a count that moves must not change the list under a hand.
    [props.communeId, shifts.length],
  );
  const [chosen, choose] = useState<string | null>(null);
  const shift = here.find((one) => one.id === chosen) ?? here[0];
  return (
    <section class="dispatch" aria-label={t.people.dispatch.title}>
      <header>
        <h3>{t.people.dispatch.title}</h3>
        <button
          type="button"
          class="icon-button"
          aria-label={t.people.dispatch.close}
          onClick={props.onClose}
        >
          ×
        </button>
      </header>
      {here.length > 1 && (
        <select
          class="input"
          aria-label={t.people.dispatch.shift}
          value={shift?.id}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {here.map((one) => (
            <option key={one.id} value={one.id}>
              <ShiftWords shift={one} />
            </option>
          ))}
        </select>
      )}
      {shift ? (
        <Choice key={shift.id} communeId={props.communeId} shift={shift} onClose={props.onClose} />
      ) : (
        <p class="soft">{t.people.dispatch.noShift}</p>
      )}
    </section>
  );
}

function ShiftWords({ shift }: { shift: Shift }) {
  const { sites } = useDay();
  const site = sites.find(({ id }) => id === shift.siteId);
  return (
    <>
      {site?.name}: {shift.title}, {fmt.time(shift.startsAt)}–{fmt.time(shift.endsAt)}
    </>
  );
}

function Choice(props: { communeId: string; shift: Shift; onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId } = useDay();
  const shiftId = props.shift.id;
  const version = useVersion(props.communeId);
  const loaded = useLoad(
    () => call('GET /events/:eventId/shifts/:shiftId/candidates', { params: { eventId, shiftId } }),
    `${shiftId} ${version}`,
  );
  const data = useKept(loaded.data);
  // What was ticked or not by hand stands above what is suggested.
  const [byHand, setByHand] = useState<ReadonlyMap<string, boolean>>(new Map());
  if (!data) {
    return loaded.error === null ? <Loading /> : <LoadFailed error={loaded.error} onRetry={loaded.reload} />;
  }
  const isChosen = (one: Candidate) => byHand.get(one.personId) ?? one.suggested;
  const chosen = data.candidates.filter(isChosen);
  const leaving = (one: Candidate) =>
    chosen.filter(({ from }) => from !== null && from.shiftId === one.from?.shiftId).length;
  const send = async () => {
    const personIds = chosen.map((one) => one.personId);
    const done = await call('POST /events/:eventId/shifts/:shiftId/dispatch', {
      params: { eventId, shiftId },
      body: { personIds },
    });
    sayAct(eventId, done, (words, n) => words.dispatch.sent(n));
    if (done.done > 0) props.onClose();
    else await loaded.reload();
  };
  return (
    <>
      <Standing data={data} />
      {data.candidates.length === 0 && <p class="soft">{t.people.dispatch.nobody}</p>}
      <div class="candidates">
        {data.candidates.map((one) => (
          <CandidateLine
            key={one.personId}
            one={one}
            checked={isChosen(one)}
            leaving={leaving(one)}
            onCheck={(checked) => setByHand(new Map(byHand).set(one.personId, checked))}
          />
        ))}
      </div>
      {data.candidates.length > 0 && (
        <footer>
          <Button look="primary" disabled={chosen.length === 0} onClick={send}>
            {t.people.dispatch.send(fmt.number(chosen.length))}
          </Button>
          <span class="soft">{t.people.dispatch.sendHint}</span>
        </footer>
      )}
    </>
  );
}

/** How many are wanted, how many of them are coming, and so how many are short. */
function Standing({ data }: { data: Candidates }) {
  const t = useBoardTexts().people.dispatch;
  return (
    <p>
      {t.standing(fmt.number(data.target), fmt.number(data.coming))}{' '}
      <strong class={data.short > 0 ? 'bad-words' : 'good-words'}>
        {data.short > 0 ? t.short(fmt.number(data.short)) : t.enough}
      </strong>
    </p>
  );
}
