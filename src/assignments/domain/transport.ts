import { MatchingCancelled, type SolveHooks } from './problem.js';

/** A cost that means "this person cannot take this seat". */
export const FORBIDDEN = 1 << 29;

/**
 * People on one side, bins with seats on the other. `cost` is people × bins, row by row, whole
 * numbers below 100,000 or FORBIDDEN. `seatCost(bin, n)` is what the (n+1)-th person in a bin costs;
 * it must not fall as n grows. A person who is not `locked` may also stay without a seat, at no cost.
 */
export interface Transport {
  people: number;
  bins: number;
  cost: Int32Array;
  locked: Uint8Array;
  seatCost: (bin: number, seated: number) => number;
}

/** No seat. */
export const OUT = -1;

/**
 * The cheapest seating, exactly: minimum-cost flow by successive shortest paths, one person at a
 * time (as Jonker and Volgenant insert rows), over bins instead of people, so that a path costs at
 * most bins² however many people there are. A path runs person → bin → a person who sits there →
 * the bin that one moves to → … → a free seat, or out.
 */
export function seat(problem: Transport, hooks: SolveHooks = {}): Int32Array {
  return new Seating(problem).run(hooks);
}

class Seating {
  private readonly bins: number;
  private readonly seatOf: Int32Array;
  private readonly members: number[][];
  /** For bins a, b: the least that moving one of a's members to b adds, and who it is. The last column is "out". */
  private readonly moves: (Int32Array | null)[];
  private readonly movers: (Int32Array | null)[];
  private readonly stale: Uint8Array;
  private readonly potential: Float64Array;
  private sinkPotential: number;
  // Of the search that is running:
  private readonly distance: Float64Array;
  private readonly cameFrom: Int32Array;
  private readonly open: Int32Array;

  constructor(private readonly problem: Transport) {
    const { bins, people } = problem;
    this.bins = bins;
    this.seatOf = new Int32Array(people).fill(OUT);
    this.members = Array.from({ length: bins }, () => []);
    this.moves = Array.from({ length: bins }, () => null);
    this.movers = Array.from({ length: bins }, () => null);
    this.stale = new Uint8Array(bins).fill(1);
    this.potential = new Float64Array(bins);
    this.distance = new Float64Array(bins);
    this.cameFrom = new Int32Array(bins);
    this.open = new Int32Array(bins);
    // Reduced costs of the edges into the sink start at zero or more.
    this.sinkPotential = 0;
    for (let bin = 0; bin < bins; bin++) {
      this.sinkPotential = Math.min(this.sinkPotential, problem.seatCost(bin, 0));
    }
  }

  run({ onProgress, isCancelled }: SolveHooks): Int32Array {
    const { people, locked } = this.problem;
    // Those whose place is given come first: nobody is moved for them later.
    const order = [...Array(people).keys()].sort((a, b) => locked[b]! - locked[a]! || a - b);
    for (const [index, person] of order.entries()) {
      if (index % 64 === 0) {
        if (isCancelled?.()) throw new MatchingCancelled();
        onProgress?.(index / Math.max(1, people));
      }
      this.insert(person);
    }
    return this.seatOf;
  }

  private insert(person: number): void {
    const { bins, distance, cameFrom, open, potential } = this;
    const { cost, locked, seatCost } = this.problem;
    const row = person * bins;
    // A potential for the new person under which all its edges have a reduced cost of zero or more.
    let own = locked[person] ? -Infinity : this.sinkPotential;
    for (let bin = 0; bin < bins; bin++) {
      const c = cost[row + bin]!;
      if (c < FORBIDDEN) own = Math.max(own, potential[bin]! - c);
    }
    if (own === -Infinity) return; // locked to a place that does not exist

    let best = locked[person] ? Infinity : own - this.sinkPotential;
    let end = OUT; // the last bin of the best path so far
    let endsOutside = true; // whether its last step is somebody going out
    let near = Infinity; // of the bins still open, the nearest, and where it is in the list
    let at = OUT;
    for (let bin = 0; bin < bins; bin++) {
      const c = cost[row + bin]!;
      const d = c < FORBIDDEN ? c + own - potential[bin]! : Infinity;
      distance[bin] = d;
      cameFrom[bin] = OUT;
      open[bin] = bin;
      if (d < near) {
        near = d;
        at = bin;
      }
    }
    let left = bins;
    while (near < best) {
      const bin = open[at]!;
      open[at] = open[--left]!;
      const base = near + potential[bin]!;
      const toSeat = base + seatCost(bin, this.members[bin]!.length) - this.sinkPotential;
      if (toSeat < best) {
        best = toSeat;
        end = bin;
        endsOutside = false;
      }
      const moves = this.movesFrom(bin);
      const toOut = base + moves[bins]! - this.sinkPotential;
      if (moves[bins]! < FORBIDDEN && toOut < best) {
        best = toOut;
        end = bin;
        endsOutside = true;
      }
      // One pass over the open bins both shortens their ways and finds the next.
      near = Infinity;
      for (let i = 0; i < left; i++) {
        const b = open[i]!;
        let d = distance[b]!;
        const move = moves[b]!;
        if (move < FORBIDDEN) {
          const via = base + move - potential[b]!;
          if (via < d) {
            d = distance[b] = via;
            cameFrom[b] = bin;
          }
        }
        if (d < near) {
          near = d;
          at = i;
        }
      }
    }
    for (let bin = 0; bin < bins; bin++) potential[bin]! += Math.min(distance[bin]!, best);
    this.sinkPotential += best;
    this.shift(person, end, endsOutside);
  }

  /** Moves everybody along the path that ends in `end`, and seats the new person at its beginning. */
  private shift(person: number, end: number, endsOutside: boolean): void {
    if (end === OUT) return; // the new person stays out
    const path = [end];
    for (let bin = this.cameFrom[end]!; bin !== OUT; bin = this.cameFrom[bin]!) path.push(bin);
    // Who moves is read before anybody does: a move makes the rows it touches stale.
    const steps = path.map((bin, index) => {
      const target = index === 0 ? this.bins : path[index - 1]!;
      const leaves = index > 0 || endsOutside;
      return { bin, target, mover: leaves ? this.movers[bin]![target]! : OUT };
    });
    for (const { bin, target, mover } of steps) {
      if (mover !== OUT) this.move(mover, bin, target === this.bins ? OUT : target);
    }
    this.move(person, OUT, path.at(-1)!);
  }

  private move(person: number, from: number, to: number): void {
    if (from !== OUT) {
      const members = this.members[from]!;
      members.splice(members.indexOf(person), 1);
      this.stale[from] = 1;
    }
    if (to !== OUT) {
      this.members[to]!.push(person);
      if (this.stale[to] === 0) this.addMoves(person, to);
    }
    this.seatOf[person] = to;
  }

  private movesFrom(bin: number): Int32Array {
    const moves = (this.moves[bin] ??= new Int32Array(this.bins + 1));
    const movers = (this.movers[bin] ??= new Int32Array(this.bins + 1));
    if (this.stale[bin] !== 0) {
      moves.fill(FORBIDDEN);
      movers.fill(OUT);
      this.stale[bin] = 0;
      for (const person of this.members[bin]!) this.addMoves(person, bin);
    }
    return moves;
  }

  private addMoves(person: number, bin: number): void {
    const { cost, locked } = this.problem;
    const moves = this.moves[bin]!;
    const movers = this.movers[bin]!;
    const row = person * this.bins;
    const now = cost[row + bin]!;
    for (let b = 0; b < this.bins; b++) {
      const c = cost[row + b]!;
      if (c < FORBIDDEN && c - now < moves[b]!) {
        moves[b] = c - now;
        movers[b] = person;
      }
    }
    if (locked[person] === 0 && -now < moves[this.bins]!) {
      moves[this.bins] = -now;
      movers[this.bins] = person;
    }
  }
}
