import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RunningCue } from '../../../src/contracts/ceremony.js';
import type { Replay } from '../../../src/contracts/replay.js';
import { ReplayReader } from '../shared/replay/reader.js';
import { HallFrame } from './hall-frame.js';
import type { Air } from './on-air.js';
import { isTold, ToldFrame, useTelling } from './told.js';

/** The whole morning, however long it was. */
const LASTS_MS = 40_000;
const LOOK_MS = 100;

/** The morning told again from the ledger; while it is not there yet the wall keeps the number. */
export function ReplayCue({ cue, air }: { cue: RunningCue; air: Air }) {
  const { snapshot, stage, trust, foot, as } = air;
  const replay = useTelling(snapshot.eventId, as);
  if (replay === null || replay === 'refused' || !isTold(replay)) {
    return <HallFrame snapshot={snapshot} stage={stage} trust={trust} foot={foot} as={as} />;
  }
  return <Told cue={cue} air={air} replay={replay} />;
}

/** All screens are at the same moment of the morning, one that comes back too: it is counted from the cue's instant. */
function Told({ cue, air, replay }: { cue: RunningCue; air: Air; replay: Replay }) {
  const { clock, stage, as } = air;
  const reader = useMemo(() => new ReplayReader(replay), [replay]);
  const [now, setNow] = useState(clock.now);
  const passed = Math.max(0, now - Date.parse(cue.startsAt));
  const ended = passed >= LASTS_MS;
  useEffect(() => {
    if (ended) return undefined;
    const timer = setInterval(() => setNow(clock.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, [ended]);
  const share = Math.min(1, passed / LASTS_MS);
  const moment = reader.read(reader.from + share * (reader.to - reader.from));
  return <ToldFrame replay={replay} moment={moment} stage={stage} as={as} />;
}
