import type * as Contract from '../../../src/contracts/live.js';
import type { Beat, Frame, JoinAnswer } from '../../../src/contracts/live.js';
import type { FrameOf, Merged, SnapshotOf, TopicName } from './merge.js';
import { mergeBoard, mergePhone, mergeScreen } from './merge.js';
import { isRefusal } from './refusal.js';
import type { LiveSocket } from './socket.js';
import { jitter, REAL_TIMERS, type Timers } from './timers.js';

// Written again so that zod stays out of the browser; the types say that they still agree.
const STALE_AFTER_MS: typeof Contract.STALE_AFTER_MS = 10_000;
const GAP_WAIT_MS = 1_500;
const JOIN_TIMEOUT_MS = 8_000;
const REFUSED_WAIT_MS = 20_000;
const NOT_NOW_WAIT_MS = 5_000;
const LOOK_MS = 1_000;
const MAX_WAITING_FRAMES = 200;

interface Whole<T extends TopicName> {
  topic: T;
  snapshot: SnapshotOf[T];
}
type Refused = Extract<JoinAnswer, { ok: false }>['error'];
export interface LiveView<S> {
  /** The last state we know: stays while the connection is away. */
  snapshot: S | null;
  /** connecting: nothing known yet; live; stale: nothing heard for 10 s; refused: not ours to see. */
  status: 'connecting' | 'live' | 'stale' | 'refused';
  /** The server's own time of the last thing heard. */
  asOf: string | null;
  error: Refused | null;
}

/**
 * Follows one topic of one event: joins, keeps the state merged, notices gaps, a new epoch and
 * silence, and opens the connection anew when it only seems to be one. Knows no framework.
 * @param onChange gets a new view whenever something changed
 * @returns stops following
 */
export function follow<T extends TopicName>(
  socket: LiveSocket,
  topic: T,
  eventId: string,
  onChange: (view: LiveView<SnapshotOf[T]>) => void,
  timers: Timers = REAL_TIMERS,
): () => void {
  let view: LiveView<SnapshotOf[T]> = { snapshot: null, status: 'connecting', asOf: null, error: null };
  let heardAt = timers.now();
  /** Of the join that is under way; an answer to an earlier one is no answer. */
  let joining: { late: () => void } | null = null;
  let stopped = false;
  let waiting: FrameOf[T][] = [];
  let retry: (() => void) | null = null;

  const show = (change: Partial<LiveView<SnapshotOf[T]>>) => {
    view = { ...view, ...change };
    onChange(view);
  };
  const hear = (at: string): Partial<LiveView<SnapshotOf[T]>> => {
    heardAt = timers.now();
    // What was sent a little earlier may come later. Hours earlier: the server's clock was set right.
    const behindMs = view.asOf === null ? 0 : Date.parse(view.asOf) - Date.parse(at);
    const overtaken = behindMs > 0 && behindMs <= STALE_AFTER_MS;
    return { status: view.snapshot ? 'live' : view.status, asOf: overtaken ? view.asOf : at };
  };
  const rejoinSoon = (withinMs: number, stillNeeded: () => boolean = () => true) => {
    if (retry || stopped) return;
    retry = timers.after(jitter(withinMs, timers), () => {
      retry = null;
      if (stillNeeded()) join();
    });
  };

  function join(): void {
    if (stopped || joining || !socket.connected) return;
    const late = timers.after(JOIN_TIMEOUT_MS, () => {
      joining = null;
      // An open connection that answers nothing is a dead one which nobody has told us about.
      if (timers.now() - heardAt > STALE_AFTER_MS) socket.disconnect().connect();
      else rejoinSoon(GAP_WAIT_MS);
    });
    const mine = (joining = { late });
    socket.emit('join', { topic, eventId }, (answer) => {
      if (joining !== mine) return;
      endJoin();
      onAnswer(answer);
    });
  }

  function endJoin(): void {
    joining?.late();
    joining = null;
  }

  function onAnswer(answer: JoinAnswer): void {
    if (stopped) return;
    if (answer.ok) {
      accept(answer.snapshot as SnapshotOf[T]);
      return;
    }
    waiting = [];
    if (!isRefusal(answer.error)) {
      rejoinSoon(NOT_NOW_WAIT_MS); // what is known stays on the wall, with its time
      return;
    }
    show({ status: 'refused', error: answer.error });
    rejoinSoon(REFUSED_WAIT_MS);
  }

  function accept(fresh: SnapshotOf[T]): void {
    const known = view.snapshot;
    // Never back in time, unless the server says that its time began anew.
    const takes = known?.epoch !== fresh.epoch || fresh.rev >= known.rev;
    show({ snapshot: takes ? fresh : known, error: null, status: 'live' });
    show({ ...hear(fresh.at) });
    const late = waiting;
    waiting = [];
    for (const frame of late) onFrame(frame);
  }

  function onNews(news: FrameOf[T] | Whole<T>): void {
    if (stopped) return;
    if (!('snapshot' in news)) onFrame(news);
    else if (news.snapshot.eventId === eventId && !joining) accept(news.snapshot);
  }

  function onFrame(frame: FrameOf[T]): void {
    if (stopped || frame.eventId !== eventId) return;
    if (joining || !view.snapshot) {
      if (waiting.length < MAX_WAITING_FRAMES) waiting.push(frame);
      return;
    }
    const merged = MERGE[topic](view.snapshot, frame);
    if (merged.kind === 'applied') show({ snapshot: merged.snapshot, ...hear(frame.at) });
    else if (merged.kind === 'gap') rejoinSoon(GAP_WAIT_MS);
  }

  function onBeat(beat: Beat): void {
    if (stopped || beat.eventId !== eventId || !view.snapshot) return;
    show(hear(beat.at));
    // A frame may still be on its way behind the beat: the wait lets it arrive.
    const behind = () =>
      view.snapshot === null || beat.epoch !== view.snapshot.epoch || beat.rev > view.snapshot.rev;
    if (behind()) rejoinSoon(GAP_WAIT_MS, behind);
  }

  const look = () => {
    stopLooking = timers.after(LOOK_MS, look);
    const silent = timers.now() - heardAt > STALE_AFTER_MS;
    if (silent && view.status === 'live') show({ status: 'stale' });
    if (silent && view.status === 'stale') rejoinSoon(GAP_WAIT_MS);
  };
  let stopLooking = timers.after(LOOK_MS, look);
  const onConnect = () => {
    endJoin();
    join();
  };
  const onFrames = (frames: Frame[]) => {
    for (const frame of frames) if (frame.topic === topic) onNews(frame as FrameOf[T] | Whole<T>);
  };
  socket.on('frames', onFrames);
  socket.on('connect', onConnect);
  socket.on('beat', onBeat);
  onConnect();

  return () => {
    stopped = true;
    stopLooking();
    retry?.();
    endJoin();
    socket.off('frames', onFrames);
    socket.off('connect', onConnect);
    socket.off('beat', onBeat);
    if (socket.connected) socket.emit('leave', { topic, eventId }, () => undefined);
  };
}

/** The mapped type lets the compiler see that topic, state and frame belong together. */
const MERGE: {
  [K in TopicName]: (snapshot: SnapshotOf[K], frame: FrameOf[K]) => Merged<SnapshotOf[K]>;
} = { board: mergeBoard, screen: mergeScreen, phone: mergePhone };
