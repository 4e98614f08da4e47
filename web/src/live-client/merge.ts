import type {
  BoardFrame,
  BoardSnapshot,
  PhoneFrame,
  PhoneSnapshot,
  ScreenFrame,
  ScreenSnapshot,
} from '../../../src/contracts/live.js';

export interface SnapshotOf {
  board: BoardSnapshot;
  screen: ScreenSnapshot;
  phone: PhoneSnapshot;
}
export interface FrameOf {
  board: BoardFrame;
  screen: ScreenFrame;
  phone: PhoneFrame;
}
export type TopicName = keyof SnapshotOf;

/** applied: the next state; old: nothing new in it; gap: frames are missing, ask for a snapshot. */
export type Merged<S> = { kind: 'applied'; snapshot: S } | { kind: 'old' } | { kind: 'gap' };

const MAX_ACTIVITIES = 50;

/** Merges a frame of the board. Frames hold absolute values, so applying one twice changes nothing. */
export function mergeBoard(snapshot: BoardSnapshot, frame: BoardFrame): Merged<BoardSnapshot> {
  const step = compare(snapshot, frame);
  if (step !== 'next') return { kind: step };
  const { communes, sites, units, activities, ...rest } = frame.changed;
  return {
    kind: 'applied',
    snapshot: {
      ...snapshot,
      ...present(rest),
      rev: frame.rev,
      at: frame.at,
      communes: replace(snapshot.communes, communes, (row) => row.communeId),
      sites: replace(snapshot.sites, sites, (row) => row.siteId),
      units: replace(snapshot.units, units, (row) => row.orgUnitId),
      activities: newest(snapshot.activities, activities),
    },
  };
}

/** Merges a frame of the ceremony screen. */
export const mergeScreen = (snapshot: ScreenSnapshot, frame: ScreenFrame): Merged<ScreenSnapshot> =>
  mergeCommunes(snapshot, frame);

/** Merges a frame of a volunteer's phone. */
export const mergePhone = (snapshot: PhoneSnapshot, frame: PhoneFrame): Merged<PhoneSnapshot> =>
  mergeCommunes(snapshot, frame);

/** Of states in which only the communes are a list of which a frame holds what changed. */
function mergeCommunes<S extends ScreenSnapshot | PhoneSnapshot>(
  snapshot: S,
  frame: Omit<ScreenFrame | PhoneFrame, 'topic' | 'changed'> & {
    changed: { [K in keyof S]?: S[K] | undefined };
  },
): Merged<S> {
  const step = compare(snapshot, frame);
  if (step !== 'next') return { kind: step };
  const communes = replace(snapshot.communes, frame.changed.communes, (row) => row.communeId);
  const { rev, at } = frame;
  return { kind: 'applied', snapshot: { ...snapshot, ...present(frame.changed), rev, at, communes } };
}

function compare(
  snapshot: { eventId: string; rev: number },
  frame: { eventId: string; from: number; rev: number },
): 'next' | 'old' | 'gap' {
  if (frame.eventId !== snapshot.eventId || frame.rev <= snapshot.rev) return 'old';
  return frame.from === snapshot.rev ? 'next' : 'gap';
}

/** Keeps rows that did not change the very same object, so that they need not be drawn again. */
function replace<T>(rows: T[], changed: T[] | undefined, keyOf: (row: T) => string): T[] {
  if (!changed || changed.length === 0) return rows;
  const fresh = new Map(changed.map((row) => [keyOf(row), row]));
  const next = rows.map((row) => {
    const key = keyOf(row);
    const found = fresh.get(key);
    fresh.delete(key);
    return found ?? row;
  });
  return fresh.size === 0 ? next : [...next, ...fresh.values()];
}

function newest<T extends { id: string; rev: number }>(rows: T[], added: T[] | undefined): T[] {
  if (!added || added.length === 0) return rows;
  const known = new Set(added.map((row) => row.id));
  return [...added, ...rows.filter((row) => !known.has(row.id))]
    .sort((a, b) => b.rev - a.rev)
    .slice(0, MAX_ACTIVITIES);
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without members that are undefined: spread over a snapshot they would blank a value. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
