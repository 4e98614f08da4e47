import { useEffect, useState } from 'preact/hooks';
import type { Rehearsal } from '../../../../src/contracts/rehearsal.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Field, Form, Progress } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { sayDone } from './say-done.js';
import { VerdictView } from './verdict-view.js';
import { WholeNumber } from './whole-number.js';

const SEED = 20261010;
const POLL_MS = 1_000;

/** The same day with simulated people: create, run, read the verdict, wipe. */
export function RehearsalDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const words = t.steps.rehearsal;
  const { board } = useDay();
  const eventId = board.event.rehearsalOf ?? board.event.id;
  const [people, setPeople] = useState(5_000);
  const list = useLoad(() => call('GET /events/:eventId/rehearsals', { params: { eventId } }), eventId);
  const running = list.data?.some((one) => one.state === 'running') ?? false;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void list.reload(), POLL_MS);
    return () => clearInterval(timer);
  }, [running, list.reload]);
  const create = async () => {
    await call('POST /events/:eventId/rehearsals', {
      params: { eventId },
      body: { people, seed: SEED },
    });
    await list.reload();
  };
  return (
    <Dialog title={words.title} onClose={props.onClose}>
      <Form submit={words.create} onSubmit={create}>
        <p class="soft">{words.lead}</p>
        <Field label={words.people}>
          <WholeNumber value={people} onChange={setPeople} min={10} max={20_000} />
        </Field>
      </Form>
      {list.data === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {list.data?.length === 0 && <p class="soft pad">{words.none}</p>}
      {list.data?.map((one) => (
        <RehearsalCard key={one.id} one={one} onChanged={list.reload} />
      ))}
    </Dialog>
  );
}

function RehearsalCard(props: { one: Rehearsal; onChanged: () => Promise<void> }) {
  const words = useBoardTexts().steps.rehearsal;
  const { one } = props;
  const params = { rehearsalId: one.id };
  const start = async () => {
    await call('POST /rehearsals/:rehearsalId/start', { params });
    await props.onChanged();
  };
  const wipe = async () => {
    if (!confirm(words.wipeSure)) return;
    await call('DELETE /rehearsals/:rehearsalId', { params });
    sayDone((t) => t.steps.rehearsal.wiped);
    await props.onChanged();
  };
  return (
    <article class="rehearsal">
      <header>
        <span class={`state ${one.state}`}>{words.states[one.state]}</span>
        <strong class="digits">{words.of(fmt.number(one.people))}</strong>
        <span class="soft digits">{fmt.dateTime(one.createdAt)}</span>
      </header>
      {one.state === 'running' && <Progress label={one.step} value={one.progress} />}
      {one.state === 'failed' && <p class="bad-words">{one.step}</p>}
      {one.verdict && <VerdictView verdict={one.verdict} />}
      <div class="form-foot">
        {one.state !== 'running' && (
          <Button look="danger" onClick={wipe}>
            {words.wipe}
          </Button>
        )}
        <a class="button plain" href={to.day(one.eventId)} target="_blank" rel="noopener">
          {words.board}
        </a>
        {one.state === 'created' && (
          <Button look="primary" onClick={start}>
            {words.start}
          </Button>
        )}
      </div>
    </article>
  );
}
