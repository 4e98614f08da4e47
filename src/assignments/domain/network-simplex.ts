import type { Network } from './network.js';
import { MatchingCancelled, type SolveHooks } from './problem.js';

const NONE = -1;
/** Where a hub arc outside the tree stands. */
const EMPTY = 0;
const FULL = 1;
const IN_TREE = 2;

/** How many sources that could do better are gathered before the tree is changed for them. */
const GATHERED = 128;
/** As many as it takes about, from nothing. */
const PIVOTS_A_SOURCE = 12;
const CHECK_EVERY = 4096;

/**
 * Minimum-cost flow by the primal network simplex method (Dantzig; strongly feasible trees after
 * Cunningham, which cannot cycle), made for networks with many sources and few hubs: the tree is kept
 * over hubs only. A source that flows into one hub is a leaf that is no part of it: moving it costs a
 * walk along two short paths, and no price of anything else changes.
 *
 * Node ids: hubs as in the network, source s is hubs + s. Arc ids: the sources' arcs, then one "stays out"
 * for each source, then the hub arcs. The price of a node is what one more person there costs to bring to
 * hub 0: along an arc of the tree, price(tail) = cost + price(head).
 */
export class NetworkSimplex {
  readonly price: Float64Array;
  pivots = 0;

  private readonly sources: number;
  private readonly arcs: number;
  private readonly hubArcBase: number;
  private readonly parent: Int32Array;
  private readonly arcUp: Int32Array;
  /** On the arc to the parent, in that arc's own direction. */
  private readonly flow: Int32Array;
  private readonly depth: Int32Array;
  private readonly firstChild: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly state: Uint8Array;

  /** `startAt`: by source, a hub to begin from (0: out); from a good plan, little is left to do. */
  constructor(
    private readonly network: Network,
    startAt?: Int32Array,
  ) {
    const { hubs, supply, arcHub, from } = network;
    this.sources = supply.length;
    this.arcs = arcHub.length;
    this.hubArcBase = this.arcs + this.sources;
    const nodes = hubs + this.sources;
    this.price = new Float64Array(hubs);
    this.parent = new Int32Array(nodes).fill(NONE);
    this.arcUp = new Int32Array(nodes).fill(NONE);
    this.flow = new Int32Array(nodes);
    this.depth = new Int32Array(nodes);
    this.firstChild = new Int32Array(nodes).fill(NONE);
    this.next = new Int32Array(nodes).fill(NONE);
    this.previous = new Int32Array(nodes).fill(NONE);
    this.state = new Uint8Array(from.length);
    this.plant(startAt);
  }

  /**
   * Fills the hubs from where people begin, and hangs every hub on its first arc with room: a tree from
   * each of whose nodes one more could still go all the way to hub 0. A hub without any room hangs on
   * who could leave it.
   */
  private plant(startAt?: Int32Array): void {
    const { hubs, from, to, capacity, supply } = this.network;
    const { parent, arcUp, flow, state, arcs, hubArcBase } = this;
    const inflow = new Int32Array(hubs);
    const member = new Int32Array(hubs).fill(NONE);
    const room = new Float64Array(hubs);
    for (let a = 0; a < from.length; a++) room[from[a]!]! += capacity[a]!;
    for (let source = 0; source < this.sources; source++) {
      const node = hubs + source;
      const people = supply[source]!;
      const hub = startAt?.[source] ?? 0;
      const arc =
        hub > 0 && people > 0 && inflow[hub]! + people <= room[hub]! ? this.arcTo(source, hub) : NONE;
      parent[node] = arc === NONE ? 0 : hub;
      arcUp[node] = arc === NONE ? arcs + source : arc;
      flow[node] = people;
      if (arc === NONE) continue;
      inflow[hub]! += people;
      member[hub] = source;
    }
    // A hub's arcs end in hubs that come after it, or in hub 0.
    const order = Int32Array.from(from.keys()).sort((a, b) => from[a]! - from[b]! || a - b);
    for (const a of order) {
      const hub = from[a]!;
      const filled = Math.min(inflow[hub]!, capacity[a]!);
      inflow[hub]! -= filled;
      inflow[to[a]!]! += filled;
      if (filled === capacity[a]!) {
        state[a] = FULL;
        if (member[to[a]!] === NONE && filled > 0) member[to[a]!] = -2 - a;
      } else if (arcUp[hub] === NONE) {
        state[a] = IN_TREE;
        arcUp[hub] = hubArcBase + a;
        parent[hub] = to[a]!;
        flow[hub] = filled;
      }
    }
    for (let hub = 1; hub < hubs; hub++) {
      if (arcUp[hub] !== NONE) continue;
      const who = member[hub]!;
      if (who >= 0) {
        // Somebody there could go out instead.
        const node = hubs + who;
        arcUp[hub] = arcUp[node]!;
        flow[hub] = flow[node]!;
        parent[hub] = node;
        parent[node] = 0;
        arcUp[node] = arcs + who;
        flow[node] = 0;
      } else {
        const a = -2 - who;
        arcUp[hub] = hubArcBase + a;
        parent[hub] = from[a]!;
        flow[hub] = capacity[a]!;
        state[a] = IN_TREE;
      }
    }
    for (let hub = 1; hub < hubs; hub++) {
      const above = parent[hub]!;
      if (above >= hubs && this.firstChild[above] === NONE) this.link(above);
      this.link(hub);
    }
    this.reprice();
    for (let node = this.firstChild[0]!; node !== NONE; node = this.next[node]!) this.shiftBelow(node, 0);
  }

  private arcTo(source: number, hub: number): number {
    const { arcStart, arcHub } = this.network;
    for (let a = arcStart[source]!; a < arcStart[source + 1]!; a++) if (arcHub[a] === hub) return a;
    return NONE;
  }

  /** @throws MatchingCancelled */
  run(hooks: SolveHooks = {}): this {
    const { sources } = this;
    const gathered = new Int32Array(GATHERED);
    const hubArcs = this.network.from.length;
    const lookedAt = Math.max(512, hubArcs >> 3);
    let source = 0;
    let hubArc = 0;
    // Sources and hub arcs looked at since anything could be bettered.
    let quietSources = 0;
    let quietHubArcs = 0;
    let checked = 0;
    while (quietSources < sources || quietHubArcs < hubArcs) {
      if (this.pivots - checked > CHECK_EVERY) {
        checked = this.pivots;
        if (hooks.isCancelled?.()) throw new MatchingCancelled();
        hooks.onProgress?.(Math.min(0.95, this.pivots / (PIVOTS_A_SOURCE * sources)));
      }
      let count = 0;
      while (count < GATHERED && quietSources < sources) {
        if (this.bestArc(source) !== NONE) {
          gathered[count++] = source;
          quietSources = 0;
        } else quietSources++;
        if (++source === sources) source = 0;
      }
      if (count > 0) quietHubArcs = 0;
      for (let i = 0; i < count; i++) {
        const one = gathered[i]!;
        const arc = this.bestArc(one);
        if (arc !== NONE) this.enterSourceArc(one, arc);
      }
      for (let i = Math.min(lookedAt, hubArcs - quietHubArcs); i > 0; i--) {
        if (this.improveHubArc(hubArc)) quietSources = quietHubArcs = 0;
        else quietHubArcs++;
        if (++hubArc === hubArcs) hubArc = 0;
      }
    }
    return this;
  }

  /** What one person more of a source would cost. */
  priceOf(source: number): number {
    const arc = this.arcUp[this.network.hubs + source]!;
    return arc < this.arcs ? this.network.arcCost[arc]! + this.price[this.network.arcHub[arc]!]! : 0;
  }

  /** The arc over which a source would be served best, if that is better than now. */
  private bestArc(source: number): number {
    const { arcStart, arcHub, arcCost } = this.network;
    const { price } = this;
    let least = this.priceOf(source);
    let best = NONE;
    if (least > 0) {
      least = 0;
      best = this.arcs + source;
    }
    const end = arcStart[source + 1]!;
    for (let arc = arcStart[source]!; arc < end; arc++) {
      const value = arcCost[arc]! + price[arcHub[arc]!]!;
      if (value < least) {
        least = value;
        best = arc;
      }
    }
    return best;
  }

  private enterSourceArc(source: number, arc: number): void {
    const { hubs, arcHub } = this.network;
    this.pivot(hubs + source, arc < this.arcs ? arcHub[arc]! : 0, arc, 0, Infinity);
  }

  private improveHubArc(arc: number): boolean {
    const where = this.state[arc]!;
    if (where === IN_TREE) return false;
    const { from, to, cost, capacity } = this.network;
    const tail = from[arc]!;
    const head = to[arc]!;
    const reduced = cost[arc]! + this.price[head]! - this.price[tail]!;
    const room = capacity[arc]!;
    if (where === EMPTY) {
      if (reduced >= 0 || room === 0) return false;
      this.pivot(tail, head, this.hubArcBase + arc, 0, room);
    } else {
      if (reduced <= 0) return false;
      this.pivot(head, tail, this.hubArcBase + arc, room, room);
    }
    return true;
  }

  private isUp(node: number): boolean {
    const arc = this.arcUp[node]!;
    return (
      node >= this.network.hubs ||
      (arc >= this.hubArcBase && this.network.from[arc - this.hubArcBase] === node)
    );
  }

  private room(node: number): number {
    const arc = this.arcUp[node]!;
    if (arc < this.hubArcBase) return Infinity;
    return this.network.capacity[arc - this.hubArcBase]! - this.flow[node]!;
  }

  private depthOf(node: number): number {
    return this.depth[this.parent[node]!]! + 1;
  }

  /**
   * Sends as much as fits around the cycle that the arc closes, from `tail` to `head` over the arc and
   * back through the tree, and lets the last arc that stops it (seen from where the two paths meet)
   * leave the tree. `before`: the arc's own flow; `residual`: how much it can take in this direction.
   */
  private pivot(tail: number, head: number, arc: number, before: number, residual: number): void {
    this.pivots++;
    const { hubs } = this.network;
    const { parent, flow } = this;
    let a = tail;
    let b = head;
    let da = a === 0 ? 0 : this.depthOf(a);
    let db = b === 0 ? 0 : this.depthOf(b);
    let delta = residual;
    let leaving = NONE;
    let onTailSide = false;
    // Both walks go up at once; on the head's side a tie goes to the later arc, on the tail's to the earlier.
    while (a !== b) {
      if (da >= db) {
        const f = this.isUp(a) ? flow[a]! : this.room(a);
        if (f < delta) {
          delta = f;
          leaving = a;
          onTailSide = true;
        }
        a = parent[a]!;
        da--;
      } else {
        b = parent[b]!;
        db--;
      }
    }
    const join = a;
    for (b = head; b !== join; b = parent[b]!) {
      const f = this.isUp(b) ? this.room(b) : flow[b]!;
      if (f <= delta) {
        delta = f;
        leaving = b;
        onTailSide = false;
      }
    }
    if (delta > 0) {
      for (a = tail; a !== join; a = parent[a]!) flow[a]! += this.isUp(a) ? -delta : delta;
      for (b = head; b !== join; b = parent[b]!) flow[b]! += this.isUp(b) ? delta : -delta;
    }
    const hubArc = arc - this.hubArcBase;
    if (leaving === NONE) {
      // Arcs of sources are always stopped by the source's own arc: only a hub arc goes from one end to the other.
      if (hubArc >= 0) this.state[hubArc] = before === 0 ? FULL : EMPTY;
      return;
    }
    const left = this.arcUp[leaving]! - this.hubArcBase;
    if (left >= 0) this.state[left] = flow[leaving] === 0 ? EMPTY : FULL;
    if (hubArc >= 0) this.state[hubArc] = IN_TREE;
    const inner = onTailSide ? tail : head;
    const outer = onTailSide ? head : tail;
    const now = before === 0 ? delta : before - delta;
    if (inner === leaving && inner >= hubs && this.firstChild[inner] === NONE) {
      // A leaf moves from one hub to another.
      parent[inner] = outer;
      this.arcUp[inner] = arc;
      flow[inner] = now;
      return;
    }
    this.rehang(inner, outer, leaving, arc, now);
  }

  /** The part of the tree below the arc that left hangs itself by `inner` onto `outer`. */
  private rehang(inner: number, outer: number, leaving: number, arc: number, arcFlow: number): void {
    const { hubs } = this.network;
    const { parent, arcUp, flow, firstChild } = this;
    const oldPrice = this.nodePrice(inner);
    const oldParent = parent[leaving]!;
    let node = inner;
    let above = outer;
    let up = arc;
    let upFlow = arcFlow;
    for (;;) {
      const p = parent[node]!;
      const a = arcUp[node]!;
      const f = flow[node]!;
      // A leaf source is in nobody's list of children.
      if (node < hubs || firstChild[node] !== NONE || node !== inner) this.unlink(node, p);
      parent[node] = above;
      arcUp[node] = up;
      flow[node] = upFlow;
      if (node === leaving) break;
      above = node;
      up = a;
      upFlow = f;
      node = p;
    }
    if (oldParent >= hubs && firstChild[oldParent] === NONE) this.unlink(oldParent, parent[oldParent]!);
    if (outer >= hubs && firstChild[outer] === NONE) {
      this.depth[outer] = this.depthOf(outer);
      this.link(outer);
    }
    for (node = leaving; node !== outer; node = parent[node]!) {
      if (node < hubs || firstChild[node] !== NONE) this.link(node);
    }
    const shift = this.nodePriceFromParent(inner) - oldPrice;
    if (inner >= hubs && firstChild[inner] === NONE) return;
    this.shiftBelow(inner, shift);
  }

  private nodePrice(node: number): number {
    return node < this.network.hubs ? this.price[node]! : this.priceOf(node - this.network.hubs);
  }

  private nodePriceFromParent(node: number): number {
    const { hubs, arcCost, cost } = this.network;
    if (node >= hubs) return this.priceOf(node - hubs);
    const arc = this.arcUp[node]!;
    const p = this.parent[node]!;
    if (arc < this.hubArcBase) return this.priceOf(p - hubs) - (arc < this.arcs ? arcCost[arc]! : 0);
    const c = cost[arc - this.hubArcBase]!;
    return this.isUp(node) ? c + this.price[p]! : this.price[p]! - c;
  }

  private shiftBelow(top: number, shift: number): void {
    const { hubs } = this.network;
    const { price, depth, parent, firstChild, next } = this;
    // Preorder without a stack: down to the first child, else to the next of the nearest that has one.
    let node = top;
    for (;;) {
      depth[node] = depth[parent[node]!]! + 1;
      if (node < hubs) price[node]! += shift;
      let go = firstChild[node]!;
      if (go === NONE) {
        while (node !== top && next[node] === NONE) node = parent[node]!;
        if (node === top) return;
        go = next[node]!;
      }
      node = go;
    }
  }

  private link(node: number): void {
    const p = this.parent[node]!;
    const first = this.firstChild[p]!;
    this.next[node] = first;
    this.previous[node] = NONE;
    if (first !== NONE) this.previous[first] = node;
    this.firstChild[p] = node;
  }

  private unlink(node: number, p: number): void {
    const before = this.previous[node]!;
    const after = this.next[node]!;
    if (before === NONE) this.firstChild[p] = after;
    else this.next[before] = after;
    if (after !== NONE) this.previous[after] = before;
  }

  /** Reads the prices anew off the tree, after costs have changed: what flows still may, and `run` goes on from there. */
  reprice(): this {
    const { hubs } = this.network;
    const { price, parent, firstChild, next } = this;
    let node = firstChild[0]!;
    while (node !== NONE) {
      if (node < hubs) price[node] = this.nodePriceFromParent(node);
      let go = firstChild[node]!;
      while (go === NONE && node !== 0) {
        go = next[node]!;
        if (go === NONE) node = parent[node]!;
      }
      node = go;
    }
    return this;
  }

  hubArcFlows(): Int32Array {
    const { hubs, capacity } = this.network;
    const flows = Int32Array.from(capacity, (room, a) => (this.state[a] === FULL ? room : 0));
    for (let hub = 1; hub < hubs; hub++) {
      const arc = this.arcUp[hub]! - this.hubArcBase;
      if (arc >= 0) flows[arc] = this.flow[hub]!;
    }
    return flows;
  }

  /** Calls back once for every hub that people of a source flow to (hub 0: they stay out). */
  eachFlow(visit: (source: number, hub: number, people: number) => void): void {
    const { hubs, supply } = this.network;
    for (let source = 0; source < this.sources; source++) {
      const node = hubs + source;
      if (supply[source]! === 0) continue;
      if (this.flow[node]! > 0) visit(source, this.parent[node]!, this.flow[node]!);
      for (let hub = this.firstChild[node]!; hub !== NONE; hub = this.next[hub]!) {
        if (this.flow[hub]! > 0) visit(source, hub, this.flow[hub]!);
      }
    }
  }
}
