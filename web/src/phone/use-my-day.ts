import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { Inbox, InboxItem } from '../../../src/contracts/people.js';
import { ApiError } from '../shared/api.js';
import { jitter, type LiveSocket, openSocket } from '../live-client/index.js';
import { askDay, takeFirst } from './first-answers.js';
import type { Me } from './open-phone.js';
import { api } from './phone-api.js';
import { recall, remember } from './remembered.js';
import { ring } from './ring.js';

const POLL_MS = 60_000;
/** Who got no answer asks again within this: a server that is back hears from thousands. */
const UNANSWERED_MS = 20_000;
/** A publication rings thousands of phones at once: they ask within this time, not all together. */
const AFTER_BELL_MS = 600;

export interface MyDay {
  /** Null until something is known. */
  assignments: MyAssignment[] | null;
  inbox: Inbox | null;
  /** When the server said so; null while nothing is known. */
  asOf: string | null;
  /** True while the server is heard. */
  connected: boolean;
  /** For what else the phone follows; null before it is opened. */
  socket: LiveSocket | null;
  refresh: () => Promise<void>;
  replace: (assignment: MyAssignment) => void;
  markSeen: () => Promise<void>;
  answerLetter: (item: InboxItem, answer: number) => Promise<void>;
}

/**
 * My assignments and my inbox, kept fresh: the socket's bell, a network that comes back, a page
 * that is looked at again, and once a minute in case all of that failed.
 */
export function useMyDay(me: Me, onSignedOut: () => void, onNetwork: () => void): MyDay {
  const [last] = useState(() => {
    const known = recall();
    return known?.session.subjectId === me.subjectId ? known : null;
  });
  const [assignments, setAssignments] = useState<MyAssignment[] | null>(last?.assignments ?? null);
  const [inbox, setInbox] = useState<Inbox | null>(last?.inbox ?? null);
  const [asOf, setAsOf] = useState<string | null>(last?.at ?? null);
  const [connected, setConnected] = useState(false);
  const [opened, setOpened] = useState<LiveSocket | null>(null);
  const [unanswered, setUnanswered] = useState(0);
  const heard = useRef<number | null>(null);
  /** How often the network has gone: an answer that was asked for before says nothing of now. */
  const losses = useRef(0);

  const refresh = useCallback(async () => {
    const before = losses.current;
    try {
      const { mine, letters } = (await takeFirst('day')) ?? (await askDay());
      if (heard.current !== null && letters.lastSeq > heard.current) ring();
      heard.current = letters.lastSeq;
      if (losses.current === before) setConnected(true);
      setAssignments(mine);
      setInbox(letters);
      const at = new Date().toISOString();
      setAsOf(at);
      remember({
        session: { subjectId: me.subjectId, name: me.name },
        assignments: mine,
        inbox: letters,
        at,
      });
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (thrown.status === 401) onSignedOut();
      else if (thrown.isNoAnswer) {
        setConnected(false);
        setUnanswered((times) => times + 1);
      }
    }
  }, [me.subjectId, me.name]);
  useEffect(() => {
    if (unanswered === 0) return undefined;
    const again = setTimeout(() => void refresh(), jitter(UNANSWERED_MS));
    return () => clearTimeout(again);
  }, [unanswered, refresh]);

  // Not after the first picture: while it is drawn, the answers are on their way.
  useLayoutEffect(() => {
    void refresh();
    const { socket, close } = openSocket('volunteer', undefined, () => void refresh());
    setOpened(socket);
    let bell: ReturnType<typeof setTimeout> | undefined;
    const back = () => {
      setConnected(socket.connected && navigator.onLine);
      void refresh();
      onNetwork();
    };
    const online = () => (socket.connected ? back() : socket.connect());
    const gone = () => {
      losses.current++;
      setConnected(false);
    };
    const looked = () => !document.hidden && void refresh();
    socket.on('connect', back);
    socket.on('disconnect', gone);
    socket.on('bell', ({ lastSeq }) => {
      if (heard.current !== null && lastSeq <= heard.current) return;
      clearTimeout(bell);
      bell = setTimeout(() => void refresh(), jitter(AFTER_BELL_MS));
    });
    addEventListener('online', online);
    addEventListener('offline', gone);
    document.addEventListener('visibilitychange', looked);
    const poll = setInterval(() => void refresh(), POLL_MS + jitter(5_000));
    return () => {
      removeEventListener('online', online);
      removeEventListener('offline', gone);
      document.removeEventListener('visibilitychange', looked);
      clearInterval(poll);
      clearTimeout(bell);
      close();
    };
  }, [refresh]);

  const replace = useCallback((changed: MyAssignment) => {
    setAssignments((all) => all && all.map((one) => (one.id === changed.id ? changed : one)));
  }, []);
  const markSeen = useCallback(async () => {
    if (heard.current === null) return;
    setInbox(await api('POST /me/inbox/seen', { body: { seq: heard.current } }));
  }, []);
  const answerLetter = useCallback(async (item: InboxItem, answer: number) => {
    const params = { seq: String(item.seq) };
    setInbox(await api('POST /me/inbox/:seq/answer', { params, body: { answer } }));
  }, []);
  return {
    assignments,
    inbox,
    asOf,
    connected,
    socket: opened,
    refresh,
    replace,
    markSeen,
    answerLetter,
  };
}
