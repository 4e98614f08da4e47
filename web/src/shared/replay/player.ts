/** A day's own time, running at any speed against the clock of the wall. Times in ms. */
export interface Playing {
  from: number;
  to: number;
  playing: boolean;
  /** Seconds of the day for one second of the wall. */
  speed: number;
  /** The day's time when the wall showed `since`. */
  at: number;
  since: number;
}

export const SLOWEST = 0.1;
export const FASTEST = 3_600;

export function start(from: number, to: number, speed: number, wall: number): Playing {
  return { from, to: Math.max(from, to), playing: false, speed: bounded(speed), at: from, since: wall };
}

/** The day's time now; it stands still at the end. */
export function timeOf(player: Playing, wall: number): number {
  if (!player.playing) return player.at;
  return Math.min(player.to, player.at + Math.max(0, wall - player.since) * player.speed);
}

export const atEnd = (player: Playing, wall: number): boolean => timeOf(player, wall) >= player.to;

/** From the end it begins again. */
export function play(player: Playing, wall: number): Playing {
  const at = atEnd(player, wall) ? player.from : timeOf(player, wall);
  return { ...player, playing: true, at, since: wall };
}

export function pause(player: Playing, wall: number): Playing {
  return { ...player, playing: false, at: timeOf(player, wall), since: wall };
}

export function seek(player: Playing, at: number, wall: number): Playing {
  return { ...player, at: Math.min(player.to, Math.max(player.from, at)), since: wall };
}

/** Keeps the time it has reached: only what comes runs at the new speed. */
export function setSpeed(player: Playing, speed: number, wall: number): Playing {
  return { ...player, at: timeOf(player, wall), since: wall, speed: bounded(speed) };
}

/** What no clock can run at is one second for one second. */
function bounded(speed: number): number {
  return Number.isFinite(speed) && speed > 0 ? Math.min(FASTEST, Math.max(SLOWEST, speed)) : 1;
}
