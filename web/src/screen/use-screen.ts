import { useEffect, useRef, useState } from 'preact/hooks';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { type LiveSocket, type LiveView, SCREEN_BACKOFF, follow, openSocket } from '../live-client/index.js';
import { ServerClock } from './server-clock.js';
import { onWaking } from './slept.js';
import { type Trust, trustOf } from './trust.js';

export interface ScreenView {
  /** The last state we know: never taken away by a lost connection. */
  snapshot: ScreenSnapshot | null;
  asOf: string | null;
  trust: Trust;
  /** The session is over: only a new code or link helps. */
  refused: boolean;
  clock: ServerClock;
  socket: LiveSocket | null;
}

type Live = LiveView<ScreenSnapshot>;
const NOTHING: Live = { snapshot: null, status: 'connecting', asOf: null, error: null };

/** Follows the event's screen topic and says how far it can be believed. */
export function useScreen(eventId: string, as: SessionKind): ScreenView {
  const [live, setLive] = useState(NOTHING);
  const [lostAt, setLostAt] = useState<number | null>(null);
  const [refused, setRefused] = useState(false);
  const [socket, setSocket] = useState<LiveSocket | null>(null);
  const clock = useRef<ServerClock | null>(null);
  clock.current ??= new ServerClock();
  const ours = clock.current;

  useEffect(() => {
    const { socket: opened, close } = openSocket(as, SCREEN_BACKOFF, () => setRefused(true));
    const lost = () => setLostAt((since) => since ?? performance.now());
    opened.on('disconnect', lost);
    opened.on('connect_error', lost);
    opened.on('connect', () => {
      setLostAt(null);
      setRefused(false);
      ours.begin(opened);
    });
    setSocket(opened);
    const stop = follow(opened, 'screen', eventId, setLive);
    // What stood on the wall when it fell asleep is hours old, and the line may only seem to be open.
    const stopLooking = onWaking(() => opened.disconnect().connect());
    return () => {
      stopLooking();
      stop();
      ours.stop();
      close();
      setSocket(null);
    };
  }, [eventId, as]);

  const status = refused ? 'refused' : live.status;
  return {
    snapshot: live.snapshot,
    asOf: live.asOf,
    trust: useTrust(status, lostAt),
    refused: status === 'refused',
    clock: ours,
    socket,
  };
}

/** Looks again as time passes; renders only when the answer is another. */
function useTrust(status: Live['status'], lostAt: number | null): Trust {
  const [trust, setTrust] = useState<Trust>(() => trustOf(status, lostAt, performance.now()));
  useEffect(() => {
    const look = () => setTrust(trustOf(status, lostAt, performance.now()));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [status, lostAt]);
  return trust;
}
