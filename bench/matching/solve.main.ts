import type { Network } from '../../src/assignments/domain/network.js';
import { NetworkSimplex } from '../../src/assignments/domain/network-simplex.js';
import { readBinary } from './dimacs.js';
import { report } from './measure.js';

/** Solves the network in a file, in a process that does nothing else: its time and memory are the engine's. */
const network = readBinary(process.argv[2]!);
const before = process.cpuUsage();
const simplex = new NetworkSimplex(network).run();
const { user, system } = process.cpuUsage(before);
report({ cost: String(costOf(network, simplex)), cpu: (user + system) / 1e6, pivots: simplex.pivots });

function costOf({ arcStart, arcHub, arcCost, cost }: Network, solved: NetworkSimplex): bigint {
  let sum = 0n;
  solved.eachFlow((source, hub, people) => {
    for (let a = arcStart[source]!; hub !== 0 && a < arcStart[source + 1]!; a++) {
      if (arcHub[a] === hub) sum += BigInt(people * arcCost[a]!);
    }
  });
  for (const [a, flow] of solved.hubArcFlows().entries()) sum += BigInt(flow) * BigInt(cost[a]!);
  return sum;
}
