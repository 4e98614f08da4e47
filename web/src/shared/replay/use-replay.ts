import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Replay } from '../../../../src/contracts/replay.js';
import { type Playing, atEnd, pause, play, seek, setSpeed, start, timeOf } from './player.js';
import { type Moment, ReplayReader } from './reader.js';

/** Often enough that the day's clock looks even, seldom enough for a slow computer. */
const LOOK_MS = 100;

export interface Replayed {
  reader: ReplayReader;
  moment: Moment;
  /** The day's clock; the numbers are those of `moment.at`, the last moment before it. */
  clock: number;
  playing: boolean;
  speed: number;
  toggle: () => void;
  seek: (at: number) => void;
  /** From wherever it is at that moment. */
  skip: (by: number) => void;
  setSpeed: (speed: number) => void;
}

/** Plays a telling on the page's own clock. */
export function useReplay(replay: Replay, speed: number, playsAtOnce = false): Replayed {
  const reader = useMemo(() => new ReplayReader(replay), [replay]);
  const begin = (): Playing => {
    const player = start(reader.from, reader.to, speed, performance.now());
    return playsAtOnce ? play(player, performance.now()) : player;
  };
  const [player, setPlayer] = useState<Playing>(begin);
  const [wall, setWall] = useState(() => performance.now());
  const shown = useRef(reader);
  useEffect(() => {
    if (shown.current === reader) return;
    shown.current = reader;
    setPlayer(begin());
  }, [reader]);
  useEffect(() => {
    if (!player.playing) return;
    const timer = setInterval(() => {
      const now = performance.now();
      setWall(now);
      if (atEnd(player, now)) setPlayer(pause(player, now));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [player]);
  const change = useCallback((how: (player: Playing, wall: number) => Playing) => {
    const now = performance.now();
    setWall(now);
    setPlayer((before) => how(before, now));
  }, []);
  const clock = timeOf(player, wall);
  return {
    reader,
    moment: reader.read(clock),
    clock,
    playing: player.playing,
    speed: player.speed,
    toggle: () => change((before, now) => (before.playing ? pause(before, now) : play(before, now))),
    seek: (at) => change((before, now) => seek(before, at, now)),
    skip: (by) => change((before, now) => seek(before, timeOf(before, now) + by, now)),
    setSpeed: (next) => change((before, now) => setSpeed(before, next, now)),
  };
}
