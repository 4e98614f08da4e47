import { useEffect, useState } from 'preact/hooks';
import type * as Contract from '../../../src/contracts/ceremony.js';
import type { Stage } from '../../../src/contracts/ceremony.js';
import type { LiveSocket } from '../live-client/index.js';
import type { ServerClock } from './server-clock.js';

// Written again so that zod stays out of the browser; the types say that they still agree.
const SHOWN_EVERY_MS: typeof Contract.SHOWN_EVERY_MS = 5_000;
/** No cue lies further ahead: a clock that says so is not measured yet. */
const AHEAD_MS = 1_500;

/** The stage as it is to be seen now: a new cue waits for its instant, so that all screens change together. */
export function useOnCue(stage: Stage, clock: ServerClock): Stage {
  const [seen, see] = useState(stage);
  useEffect(() => {
    const wait = stage.cue === null ? 0 : Date.parse(stage.cue.startsAt) - clock.now();
    if (wait <= 0) {
      see(stage);
      return undefined;
    }
    const timer = setTimeout(() => see(stage), Math.min(wait, AHEAD_MS));
    return () => clearTimeout(timer);
  }, [stage]);
  return seen;
}

/** Tells the board what is on this wall: at once when it is something else, and now and then. */
export function useReport(
  socket: LiveSocket | null,
  eventId: string,
  stageRev: number,
  clock: ServerClock,
): void {
  useEffect(() => {
    if (!socket) return undefined;
    const say = () => {
      if (!socket.connected) return;
      const { innerWidth: width, innerHeight: height } = window;
      const shown = { eventId, stageRev, clock: clock.offset, width, height };
      socket.emit('shown', shown, () => undefined);
    };
    say();
    const timer = setInterval(say, SHOWN_EVERY_MS);
    socket.on('connect', say);
    return () => {
      clearInterval(timer);
      socket.off('connect', say);
    };
  }, [socket, eventId, stageRev]);
}
