import { useEffect, useState } from 'preact/hooks';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { type LiveView, SCREEN_BACKOFF, follow, openSocket } from '../live-client/index.js';
import { type Trust, trustOf } from './trust.js';

export interface ScreenView {
  /** The last state we know: never taken away by a lost connection. */
  snapshot: ScreenSnapshot | null;
  asOf: string | null;
  trust: Trust;
  /** The session is over: only a new code or link helps. */
  refused: boolean;
}

type Live = LiveView<ScreenSnapshot>;
const NOTHING: Live = { snapshot: null, status: 'connecting', asOf: null, error: null };

/** Follows the event's screen topic and says how far it can be believed. */
export function useScreen(eventId: string, as: SessionKind): ScreenView {
  const [live, setLive] = useState(NOTHING);
  const [lostAt, setLostAt] = useState<number | null>(null);
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    const { socket, close } = openSocket(as, SCREEN_BACKOFF, () => setRefused(true));
    const lost = () => setLostAt((since) => since ?? Date.now());
    socket.on('disconnect', lost);
    socket.on('connect_error', lost);
    socket.on('connect', () => {
      setLostAt(null);
      setRefused(false);
    });
    const stop = follow(socket, 'screen', eventId, setLive);
    return () => {
      stop();
      close();
    };
  }, [eventId, as]);

  const status = refused ? 'refused' : live.status;
  return {
    snapshot: live.snapshot,
    asOf: live.asOf,
    trust: useTrust(status, lostAt),
    refused: status === 'refused',
  };
}

/** Looks again as time passes; renders only when the answer is another. */
function useTrust(status: Live['status'], lostAt: number | null): Trust {
  const [trust, setTrust] = useState<Trust>(() => trustOf(status, lostAt, Date.now()));
  useEffect(() => {
    const look = () => setTrust(trustOf(status, lostAt, Date.now()));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [status, lostAt]);
  return trust;
}
