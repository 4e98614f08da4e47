import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NetworkSimplex } from './network-simplex.js';
import type { Network } from './network.js';
import { MatchingCancelled } from './problem.js';

interface HubArc {
  from: number;
  to: number;
  capacity: number;
  cost: number;
}
interface Source {
  supply: number;
  /** By hub. */
  arcs: { hub: number; cost: number }[];
}

function networkOf(hubs: number, hubArcs: readonly HubArc[], sources: readonly Source[]): Network {
  const arcs = sources.flatMap((source) => source.arcs);
  let end = 0;
  const ends = sources.map((source) => (end += source.arcs.length));
  return {
    hubs,
    supply: Int32Array.from(sources, (source) => source.supply),
    arcStart: Int32Array.from([0, ...ends]),
    arcHub: Int32Array.from(arcs, (arc) => arc.hub),
    arcCost: Float64Array.from(arcs, (arc) => arc.cost),
    from: Int32Array.from(hubArcs, (arc) => arc.from),
    to: Int32Array.from(hubArcs, (arc) => arc.to),
    capacity: Int32Array.from(hubArcs, (arc) => arc.capacity),
    cost: Float64Array.from(hubArcs, (arc) => arc.cost),
  };
}

/** What the solver's flow costs; that it is one is seen on the way. */
function costOf(network: Network, simplex: NetworkSimplex): number {
  const { hubs, supply, arcStart, arcHub, arcCost, from, to, capacity, cost } = network;
  const balance = new Int32Array(hubs);
  const left = Int32Array.from(supply);
  let sum = 0;
  simplex.eachFlow((source, hub, people) => {
    left[source]! -= people;
    balance[hub]! += people;
    const arc = arcHub.subarray(arcStart[source], arcStart[source + 1]).indexOf(hub);
    if (people < 1 || (hub !== 0 && arc < 0)) throw new Error('this is no flow');
    if (hub !== 0) sum += people * arcCost[arcStart[source]! + arc]!;
  });
  for (const [a, flow] of simplex.hubArcFlows().entries()) {
    if (flow < 0 || flow > capacity[a]!) throw new Error('an arc is too full');
    balance[from[a]!]! -= flow;
    balance[to[a]!]! += flow;
    sum += flow * cost[a]!;
  }
  if (left.some((people) => people !== 0)) throw new Error('somebody is lost');
  if (balance.subarray(1).some((people) => people !== 0)) throw new Error('somebody stays in a hub');
  return sum;
}

/** The least that any flow costs, by trying every one: of each source in turn, then of each hub. */
function leastByTrying(hubs: number, hubArcs: readonly HubArc[], sources: readonly Source[]): number {
  const waiting = Array<number>(hubs).fill(0);
  const share = (
    people: number,
    ways: readonly { to: number; most: number; cost: number }[],
    then: () => number,
  ) => {
    const [way, ...others] = ways;
    if (!way) return people === 0 ? then() : Infinity;
    let least = Infinity;
    for (let n = 0; n <= Math.min(people, way.most); n++) {
      waiting[way.to]! += n;
      least = Math.min(least, n * way.cost + share(people - n, others, then));
      waiting[way.to]! -= n;
    }
    return least;
  };
  const fromHub = (hub: number): number => {
    if (hub === hubs) return 0;
    const ways = hubArcs
      .filter((arc) => arc.from === hub)
      .map(({ to, capacity, cost }) => ({ to, most: capacity, cost }));
    return share(waiting[hub]!, ways, () => fromHub(hub + 1));
  };
  const fromSource = (s: number): number => {
    const source = sources[s];
    if (!source) return fromHub(1);
    const ways = source.arcs.map(({ hub, cost }) => ({ to: hub, most: Infinity, cost }));
    return share(source.supply, [{ to: 0, most: Infinity, cost: 0 }, ...ways], () => fromSource(s + 1));
  };
  return fromSource(0);
}

const HUBS = 4;
const price = fc.integer({ min: -9, max: 9 });
/** Two hubs that lead to a third and to hub 0, and the third, which has room for both, to hub 0. */
const hubArcs = fc
  .tuple(
    fc.array(
      fc.record({
        from: fc.constantFrom(1, 2),
        capacity: fc.integer({ min: 1, max: 2 }),
        cost: price,
        last: fc.boolean(),
      }),
      {
        maxLength: 3,
      },
    ),
    fc.array(fc.record({ capacity: fc.integer({ min: 1, max: 2 }), cost: price }), { maxLength: 2 }),
    fc.tuple(price, price, price),
  )
  .map(([rows, communes, costs]): HubArc[] => {
    const first = [1, 2].map((from, n) => ({ from, to: 3, capacity: 1, cost: costs[n]! }));
    const more = rows.map(({ last, ...arc }) => ({ ...arc, to: last ? 0 : 3 }));
    const coming = [...first, ...more].filter((arc) => arc.to === 3);
    const third = communes.map((arc) => ({ ...arc, from: 3, to: 0 }));
    const room = coming.reduce((sum, arc) => sum + arc.capacity, 0);
    return [...first, ...more, ...third, { from: 3, to: 0, capacity: room, cost: costs[2] }];
  });
const sources = fc.array(
  fc.record({
    supply: fc.integer({ min: 0, max: 3 }),
    arcs: fc
      .uniqueArray(fc.record({ hub: fc.integer({ min: 1, max: HUBS - 1 }), cost: price }), {
        maxLength: HUBS - 1,
        selector: (arc) => arc.hub,
      })
      .map((arcs) => arcs.sort((a, b) => a.hub - b.hub)),
  }),
  { maxLength: 4 },
);

describe('the network simplex', () => {
  it('finds what trying every flow finds, from nothing and from any start', () => {
    fc.assert(
      fc.property(
        hubArcs,
        sources,
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4 }),
        (arcs, crowds, start) => {
          const network = networkOf(HUBS, arcs, crowds);
          const least = leastByTrying(HUBS, arcs, crowds);
          expect(costOf(network, new NetworkSimplex(network).run())).toBe(least);
          expect(costOf(network, new NetworkSimplex(network, Int32Array.from(start)).run())).toBe(least);
        },
      ),
      { numRuns: 200, seed: 1947 },
    );
  });

  it('proves it by its prices', () => {
    fc.assert(
      fc.property(hubArcs, sources, (arcs, crowds) => {
        const network = networkOf(HUBS, arcs, crowds);
        const simplex = new NetworkSimplex(network).run();
        // By weak duality no flow costs less than this.
        let bound = 0;
        for (const { supply, arcs: ways } of crowds) {
          bound += supply * Math.min(0, ...ways.map(({ hub, cost }) => cost + simplex.price[hub]!));
        }
        for (const { from, to, capacity, cost } of arcs) {
          bound += capacity * Math.min(0, cost + simplex.price[to]! - simplex.price[from]!);
        }
        expect(costOf(network, simplex)).toBe(bound);
      }),
      { numRuns: 200, seed: 1947 },
    );
  });

  it('goes on after costs have changed', () => {
    fc.assert(
      fc.property(hubArcs, sources, fc.infiniteStream(price), (arcs, crowds, prices) => {
        const changed = crowds.map(({ supply, arcs: ways }) => ({
          supply,
          arcs: ways.map(({ hub }) => ({ hub, cost: Number(prices.next().value) })),
        }));
        const network = networkOf(HUBS, arcs, crowds);
        const going = new NetworkSimplex(network).run();
        network.arcCost.set(networkOf(HUBS, arcs, changed).arcCost);
        expect(costOf(network, going.reprice().run())).toBe(leastByTrying(HUBS, arcs, changed));
      }),
      { numRuns: 200, seed: 1947 },
    );
  });

  it('begins with hubs that are all full', () => {
    const arcs = [
      { from: 1, to: 3, capacity: 2, cost: -5 },
      { from: 2, to: 3, capacity: 1, cost: -5 },
      { from: 3, to: 0, capacity: 3, cost: -10 },
    ];
    const crowds = [
      {
        supply: 2,
        arcs: [
          { hub: 1, cost: 9 },
          { hub: 2, cost: 1 },
        ],
      },
      {
        supply: 1,
        arcs: [
          { hub: 1, cost: 1 },
          { hub: 2, cost: 9 },
        ],
      },
      { supply: 3, arcs: [{ hub: 1, cost: 2 }] },
    ];
    const network = networkOf(4, arcs, crowds);
    const simplex = new NetworkSimplex(network, Int32Array.of(1, 2, 0)).run();
    expect(costOf(network, simplex)).toBe(leastByTrying(4, arcs, crowds));
    expect(costOf(network, simplex)).toBe(3 * -15 + 1 + 1 + 2);
  });

  it('has little to do when it begins with the best', () => {
    const { network } = big();
    const first = new NetworkSimplex(network).run();
    const start = new Int32Array(network.supply.length);
    first.eachFlow((source, hub) => (start[source] = hub));
    const again = new NetworkSimplex(network, start).run();
    expect(costOf(network, again)).toBe(costOf(network, first));
    expect(again.pivots).toBeLessThan(first.pivots / 20);
  });

  it('says how far it is, and ends when it is not wanted any more', () => {
    const shares: number[] = [];
    new NetworkSimplex(big().network).run({ onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
    expect(() => new NetworkSimplex(big().network).run({ isCancelled: () => true })).toThrow(
      MatchingCancelled,
    );
  });

  /** Ten thousand sources of one person, and a hundred hubs that have room for half of them. */
  function big() {
    const arcs = Array.from({ length: 100 }, (_, n) => ({ from: n + 1, to: 0, capacity: 50, cost: -1_000 }));
    const crowds = Array.from({ length: 10_000 }, (_, n) => ({
      supply: 1,
      arcs: [0, 1, 2, 3].map((i) => ({
        hub: i * 25 + 1 + ((n * (i + 7)) % 25),
        cost: (n * 7919 * (i + 1)) % 997,
      })),
    }));
    return { network: networkOf(101, arcs, crowds) };
  }
});
