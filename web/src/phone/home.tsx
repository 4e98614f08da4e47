import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../shared/api.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { useKeptApp } from '../shared/kept-app.js';
import { toast } from '../shared/toast.js';
import { Button, Empty, Loading } from '../shared/ui.js';
import { ActionBar } from './action-bar.js';
import { AssignmentsView } from './assignments-view.js';
import { Header } from './header.js';
import { InboxList } from './inbox-list.js';
import { later } from './later.js';
import { News } from './news.js';
import type { Me } from './open-phone.js';
import { type Said, say } from './phone-api.js';
import { placesHere } from './places-here.js';
import { orderAssignments, withSaid } from './primary-action.js';
import { ProgressLine } from './progress-line.js';
import { refusedToTakePart, useConsents } from './rights/use-consents.js';
import { isAnswer, isCheckIn, isWaiting, type SavedEnd } from './saved-check-in.js';
import { type Tab, Tabs } from './tabs.js';
import { phoneTexts } from './texts.js';
import { type MyDay, useMyDay } from './use-my-day.js';
import { type MyOutbox, useOutbox } from './use-outbox.js';

const AskScreen = later(async () => (await import('./rights/ask/ask-screen.js')).AskScreen);
const PushAsk = later(async () => (await import('./push-ask.js')).PushAsk, true);
/** Read seldom: loaded when it is opened. */
const MyDataPage = later(async () => (await import('./rights/my-data-page.js')).MyDataPage);

/** Only for who is there, or will be: not of the first load. */
const ResultsPage = later(async () => (await import('./results/results-page.js')).ResultsPage);
/** Who is still on the way gets it when the rest has been loaded: there may be no network at the place. */
const BEFOREHAND_MS = 5_000;

/** What a signed-in volunteer sees. */
export function Home(props: { me: Me; onSignedOut: () => void }) {
  const outbox = useOutbox(props.me.subjectId);
  const day = useMyDay(props.me, props.onSignedOut, outbox.wake);
  const [tab, setTab] = useState<Tab>('assignments');
  const consents = useConsents();
  const changeVersion = useKeptApp('phone');
  const t = useTexts(phoneTexts);
  const unseen = day.inbox?.unseen ?? 0;
  const here = placesHere(day.assignments ?? [], outbox.saved, Date.now());
  const [beforehand, setBeforehand] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setBeforehand(true), BEFOREHAND_MS);
    return () => clearTimeout(timer);
  }, []);
  useSettled(day, outbox);
  useEffect(() => {
    if (tab === 'inbox' && unseen > 0) day.markSeen().catch(() => undefined);
  }, [tab, unseen]);
  if (consents.mine?.ask === true) {
    return (
      <div class="phone">
        <Header name={props.me.name} connected={day.connected} />
        <AskScreen consents={consents} />
      </div>
    );
  }
  return (
    <div class="phone">
      <Header name={props.me.name} connected={day.connected} />
      {tab === 'assignments' && refusedToTakePart(consents.mine) && <p class="notice">{t.noticeRefused}</p>}
      {tab === 'assignments' && consents.mine?.guardian === 'waiting' && (
        <p class="notice">{t.noticeGuardian}</p>
      )}
      {tab === 'assignments' && <Assignments day={day} outbox={outbox} onResults={() => setTab('results')} />}
      {(here.places.length > 0 || (here.coming && beforehand)) && (
        // There while it is not shown too: it sends what was saved.
        <div style={{ display: tab === 'results' ? 'contents' : 'none' }}>
          <ResultsPage
            personId={props.me.subjectId}
            places={here.places}
            present={here.present}
            connected={day.connected}
            shown={tab === 'results'}
          />
        </div>
      )}
      {tab === 'inbox' && (
        <main>
          <InboxList inbox={day.inbox} onAnswer={day.answerLetter} />
        </main>
      )}
      {tab === 'data' && <MyDataPage consents={consents} />}
      {changeVersion && (
        <p class="new-version" role="status">
          {t.newVersion}
          <Button look="quiet" onClick={changeVersion}>
            {t.useItNow}
          </Button>
        </p>
      )}
      <Tabs tab={tab} unseen={unseen} results={here.places.length > 0} onChange={setTab} />
    </div>
  );
}

function Assignments({ day, outbox, onResults }: { day: MyDay; outbox: MyOutbox; onResults: () => void }) {
  const t = useTexts(phoneTexts);
  const [chosen, setChosen] = useState<string | null>(null);
  const ordered = orderAssignments(day.assignments ?? [], Date.now());
  const shown = ordered.find((one) => one.id === chosen) ?? ordered[0];
  const news = (
    <News
      inbox={day.inbox}
      assignments={day.assignments ?? []}
      onAnswer={day.answerLetter}
      onRead={async (item) => {
        setChosen(item.assignmentId);
        await day.markSeen();
      }}
    />
  );
  if (!shown) {
    return (
      <main>
        {news}
        {day.assignments === null ? (
          <Loading />
        ) : (
          <Empty title={t.noAssignments.title} hint={t.noAssignments.hint} />
        )}
      </main>
    );
  }
  const action = withSaid(shown, outbox.saved, Date.now());
  const tell = async (said: Said) => {
    try {
      // What waits was said before: this goes after it.
      const isBehind = outbox.saved.some((one) => one.assignmentId === shown.id && isWaiting(one));
      if (isBehind) await outbox.keep(shown, said);
      else day.replace(await say(said, shown.id));
    } catch (thrown) {
      if (!(thrown instanceof ApiError) || !thrown.isNoAnswer) throw thrown;
      // No answer: it is kept, and the server says at last what came of it.
      await outbox.keep(shown, said);
    } finally {
      void day.refresh();
    }
  };
  const way = (isOnTheWay: boolean) => tell({ kind: 'way', isOnTheWay });
  return (
    <>
      <main>
        {!day.connected && day.asOf !== null && (
          <p class="offline">{t.offlineData(fmt.time(day.asOf), fmt.date(day.asOf))}</p>
        )}
        {news}
        {day.socket && <ProgressLine socket={day.socket} assignment={shown} onSilence={day.refresh} />}
        <AssignmentsView
          shown={shown}
          action={action}
          durable={outbox.durable}
          onTurnBack={() => way(false)}
          others={ordered.filter((one) => one !== shown)}
          onChoose={setChosen}
        />
        {day.connected && (shown.state === 'accepted' || shown.state === 'checked_in') && <PushAsk />}
      </main>
      <ActionBar
        key={shown.id}
        assignment={shown}
        action={action}
        onAnswer={(answer, reason) => tell({ kind: 'answer', answer, reason })}
        onGate={(gate) => outbox.checkIn(shown, gate)}
        onWay={way}
        onResults={onResults}
      />
    </>
  );
}

/** The server has said since how all stands. Both times are this phone's. */
const isKnownSince = ({ asOf }: MyDay, outcome: SavedEnd | null): boolean =>
  asOf !== null && outcome?.kind === 'answered' && outcome.at < asOf;

/** What was answered: ask what the server now says; once it says so itself, forget ours. */
function useSettled(day: MyDay, outbox: MyOutbox): void {
  const settled = outbox.saved.filter((one) => one.outcome !== null);
  // Not their number: one may be forgotten in the moment in which another is answered.
  const which = settled.map((one) => one.id).join();
  useEffect(() => {
    if (settled.length > 0) void day.refresh();
  }, [which]);
  useEffect(() => {
    for (const one of settled) {
      const known = day.assignments?.find((a) => a.id === one.assignmentId);
      if (isCheckIn(one)) {
        if (known?.state === 'checked_in' || known?.state === 'completed') outbox.forget(one.id);
      } else if (one.outcome?.kind === 'refused') {
        toast.bad(one.outcome.message);
        outbox.forget(one.id);
      } else if (isAnswer(one) ? known?.state !== 'offered' : isKnownSince(day, one.outcome)) {
        outbox.forget(one.id);
      }
    }
  }, [day.assignments, which]);
}
