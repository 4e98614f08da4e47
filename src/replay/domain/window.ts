import { REPLAY_STEPS_MAX, type ReplayQuery } from '../../contracts/replay.js';

const MINUTE_MS = 60_000;

export interface ReplayWindow {
  from: Date;
  /** The time of the last step. */
  to: Date;
  stepSeconds: number;
  lastStep: number;
}

/**
 * From when until when a day is told, and in which steps: as asked, else from a minute before the
 * first check-in until the ledger last changed. Too long for the steps asked for: in coarser ones.
 */
export function windowOf(
  query: ReplayQuery,
  event: { startsAt: Date; firstAt: Date | null; lastAt: Date | null },
): ReplayWindow {
  const first = (event.firstAt ?? event.startsAt).getTime();
  const asked =
    query.from === undefined ? Math.floor(first / MINUTE_MS) * MINUTE_MS - MINUTE_MS : Date.parse(query.from);
  const end = query.to === undefined ? (event.lastAt?.getTime() ?? asked + MINUTE_MS) : Date.parse(query.to);
  const spanMs = Math.max(1_000, end - asked);
  const stepSeconds = Math.max(query.stepSeconds, Math.ceil(spanMs / 1000 / REPLAY_STEPS_MAX));
  const lastStep = Math.ceil(spanMs / 1000 / stepSeconds);
  return {
    from: new Date(asked),
    to: new Date(asked + lastStep * stepSeconds * 1000),
    stepSeconds,
    lastStep,
  };
}
