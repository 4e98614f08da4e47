import type { Board } from './board.js';
import { Heap } from './heap.js';
import type { NetworkSimplex } from './network-simplex.js';

/**
 * What the prices do not say of a hub: how much more than its price it costs when somebody there is
 * taken away and the others make the best of it. (The price itself is exact for one person more: from
 * every hub of a strongly feasible tree there is a free way out along the tree.) The least reduced cost
 * of a way from hub 0 to each hub, over all that can still change (Dijkstra).
 */
export function vacancySlack({ network, crowds }: Board, simplex: NetworkSimplex): Float64Array {
  const { hubs, from, to, cost, capacity, arcStart, arcHub, arcCost } = network;
  const { price } = simplex;
  const flow = simplex.hubArcFlows();
  const arcsAt: number[][] = Array.from({ length: hubs }, () => []);
  for (let a = 0; a < from.length; a++) {
    if (flow[a]! < capacity[a]!) arcsAt[from[a]!]!.push(a);
    if (flow[a]! > 0) arcsAt[to[a]!]!.push(a);
  }
  const crowdsAt: number[][] = Array.from({ length: hubs }, () => []);
  simplex.eachFlow((crowd, hub) => crowdsAt[hub]!.push(crowd));

  const slack = new Float64Array(hubs).fill(Infinity);
  const met = new Uint8Array(crowds.length);
  const heap = new Heap();
  slack[0] = 0;
  heap.push(0, 0);
  for (let hub = heap.pop(); hub !== undefined; hub = heap.pop()) {
    const here = slack[hub.node]!;
    if (hub.key > here) continue;
    const reach = (node: number, more: number) => {
      if (here + more >= slack[node]!) return;
      slack[node] = here + more;
      heap.push(here + more, node);
    };
    for (const a of arcsAt[hub.node]!) {
      const reduced = Math.abs(cost[a]! + price[to[a]!]! - price[from[a]!]!);
      reach(from[a] === hub.node ? to[a]! : from[a]!, reduced);
    }
    // Hubs come in the order of their distance: the first to meet a crowd is the nearest.
    for (const crowd of crowdsAt[hub.node]!) {
      if (met[crowd]) continue;
      met[crowd] = 1;
      const own = simplex.priceOf(crowd);
      for (let a = arcStart[crowd]!; a < arcStart[crowd + 1]!; a++) {
        reach(arcHub[a]!, arcCost[a]! + price[arcHub[a]!]! - own);
      }
    }
  }
  return slack;
}
