import type { Cue, CueKind } from '../../contracts/ceremony.js';

const plain = (kind: CueKind): Cue => ({ id: kind, kind, text: '', communeId: null, seconds: null });

/** The order of a usual launch, until an organiser writes another. */
export const USUAL_CUES: readonly Cue[] = [
  plain('welcome'),
  { ...plain('countdown'), seconds: 10 },
  plain('press'),
  plain('number'),
  plain('map'),
  plain('replay'),
  plain('thanks'),
  plain('hold'),
  plain('black'),
];
