import type { Metric } from '../../contracts/events.js';
import type { Replay } from '../../contracts/replay.js';

/** What was added in one step. */
export interface Difference {
  step: number;
  /** Null: of the event, at no place. */
  communeId: string | null;
  metric: Metric;
  by: number;
}

const TOTALS: readonly Metric[] = ['registered', 'offered', 'accepted', 'turns', 'people'];
const OF_COMMUNE = TOTALS.slice(1);

/** Adds differences up to absolute values, step by step; a total is the sum of its parts. */
export function seriesOf(
  differences: readonly Difference[],
  communeIds: readonly string[],
): Replay['changes'] {
  const index = new Map(communeIds.map((id, i) => [id, i]));
  const totals = TOTALS.map(() => 0);
  const communes = communeIds.map(() => OF_COMMUNE.map(() => 0));
  const changes: Replay['changes'] = [];
  let touched = new Set<number>();
  let step = 0;
  const close = () => {
    const changed = [...touched].sort((a, b) => a - b).map((i) => [i, ...(communes[i] ?? [])]);
    changes.push({ step, totals: [...totals], communes: changed });
    touched = new Set();
  };
  for (const difference of differences) {
    if (difference.step !== step) {
      close();
      step = difference.step;
    }
    const { metric, by, communeId } = difference;
    add(totals, TOTALS.indexOf(metric), by);
    const at = communeId === null ? undefined : index.get(communeId);
    const commune = at === undefined ? undefined : communes[at];
    if (at === undefined || !commune) continue;
    add(commune, OF_COMMUNE.indexOf(metric), by);
    touched.add(at);
  }
  close();
  return changes;
}

function add(values: number[], at: number, by: number): void {
  values[at] = (values[at] ?? 0) + by;
}
