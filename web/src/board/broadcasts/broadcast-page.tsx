import { fmt } from '../../shared/i18n.js';
import { Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { useCommunes } from '../communes.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { BROADCASTERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { AudienceLine } from './audience-line.js';
import { BroadcastPeople } from './broadcast-people.js';
import { LetterPreview } from './letter-preview.js';
import { StateLine } from './state-line.js';

/** What became of it is counted again so often, as long as the page is open. */
const ASK_MS = 2_000;

/** One broadcast: sent, seen, answered, and who has not. */
export function BroadcastPage(props: { eventId: string; broadcastId: string }) {
  const t = useBoardTexts().broadcasts;
  const { eventId, broadcastId } = props;
  const mayUndo = useMay(...BROADCASTERS);
  const loaded = useLoad(
    () => call('GET /events/:eventId/broadcasts/:broadcastId', { params: { eventId, broadcastId } }),
    broadcastId,
    ASK_MS,
  );
  const event = useLoad(() => call('GET /events/:eventId', { params: { eventId } }), eventId);
  const communes = useCommunes(event.data?.provinceId ?? null);
  const one = useKept(loaded.data);
  return (
    <PageShell title={t.title} back={to.broadcasts(eventId)}>
      {!one &&
        (loaded.error === null ? <Loading /> : <LoadFailed error={loaded.error} onRetry={loaded.reload} />)}
      {one && (
        <section class="card broadcast-card">
          <div>
            <StateLine broadcast={one} mayUndo={mayUndo} onChanged={loaded.reload} />
            <LetterPreview text={one.text} answers={one.answers} />
            <p class="soft">
              {one.by} · {fmt.dateTime(one.createdAt)}
            </p>
            <AudienceLine broadcast={one} communes={communes} />
          </div>
          <div class="broadcast-figures">
            <Figure words={t.people} text={fmt.number(one.people)} />
            {one.state === 'sent' && (
              <>
                <Figure words={t.seen} text={`${fmt.number(one.seen)} / ${fmt.number(one.people)}`} />
                {one.answers.length > 0 && (
                  <Figure
                    words={t.answered}
                    text={`${fmt.number(one.answered)} / ${fmt.number(one.people)}`}
                  />
                )}
              </>
            )}
            {one.state === 'sent' && one.answers.length > 0 && (
              <ul class="answer-bars" aria-label={t.answersTitle}>
                {one.answers.map((answer, index) => (
                  <li key={answer}>
                    <span>{answer}</span>
                    <progress
                      max={Math.max(1, one.answered)}
                      value={one.chosen[index] ?? 0}
                      aria-hidden="true"
                    />
                    <b class="digits">{fmt.number(one.chosen[index] ?? 0)}</b>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </section>
      )}
      {one?.state === 'sent' && <BroadcastPeople broadcast={one} />}
    </PageShell>
  );
}

function Figure(props: { words: string; text: string }) {
  return (
    <div class="broadcast-figure">
      <strong class="digits">{props.text}</strong>
      <span>{props.words}</span>
    </div>
  );
}
