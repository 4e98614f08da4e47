import loader, { type ModelData } from 'highs';
import type { Network } from '../../src/assignments/domain/network.js';
import { readBinary } from './dimacs.js';
import type { HighsWord } from './highs.js';
import { report } from './measure.js';

/** Solves the network in a file as a linear program, with HiGHS. */
const [path, options] = process.argv.slice(2) as [string, string];
const network = readBinary(path);

// The package's types are those of its CommonJS build; as an ES module it is the loader itself.
const highs = await (loader as unknown as typeof loader.default)();
try {
  report(solve());
} catch (thrown) {
  // As text alone: the package is one line of 160 kB, which Node would print above the stack.
  console.error(
    `HiGHS, with ${Math.round(highs.memoryBytes / 2 ** 20)} MiB of WebAssembly's memory: ${String(thrown)}`,
  );
  process.exitCode = 1;
}

function solve(): HighsWord {
  const model = highs.createModel(linearProgram(network, highs.infinity));
  model.options.set({ output_flag: false, ...(JSON.parse(options) as Record<string, string>) });
  const before = process.cpuUsage();
  const { modelStatus } = model.run();
  const used = process.cpuUsage(before);
  if (modelStatus !== highs.constants.modelStatus.optimal) throw new Error(`model status ${modelStatus}`);
  return {
    cpu: (used.user + used.system) / 1e6,
    objective: model.getObjectiveValue(),
    ...inspect(network, model.getSolution().colValue),
  };
}

/**
 * A column for each arc, those of the rows first; an inequality for each row, whose slack stays out;
 * an equation for each hub but hub 0. Totally unimodular: the answer is whole without being asked to be.
 * Costs go in as they are: scaled ones took HiGHS longer and made nothing more exact.
 */
function linearProgram(of: Network, infinity: number): ModelData {
  const rows = of.supply.length;
  const arcs = of.arcHub.length;
  const columns = arcs + of.from.length;
  const equations = rows + of.hubs - 1;
  const starts = new Int32Array(columns + 1);
  const indices = new Int32Array(2 * columns);
  const values = new Float64Array(2 * columns);
  const colCost = new Float64Array(columns);
  const colUpper = new Float64Array(columns);
  let filled = 0;
  const entry = (equation: number, value: number) => {
    indices[filled] = equation;
    values[filled++] = value;
  };
  const atHub = (hub: number, value: number) => {
    if (hub !== 0) entry(rows + hub - 1, value);
  };
  let row = 0;
  for (let arc = 0; arc < arcs; arc++) {
    while (of.arcStart[row + 1]! <= arc) row++;
    entry(row, 1);
    atHub(of.arcHub[arc]!, 1);
    colCost[arc] = of.arcCost[arc]!;
    colUpper[arc] = infinity;
    starts[arc + 1] = filled;
  }
  for (let arc = 0; arc < of.from.length; arc++) {
    const column = arcs + arc;
    atHub(of.from[arc]!, -1);
    atHub(of.to[arc]!, 1);
    colCost[column] = of.cost[arc]!;
    colUpper[column] = of.capacity[arc]!;
    starts[column + 1] = filled;
  }
  const rowUpper = new Float64Array(equations);
  rowUpper.set(of.supply);
  return {
    numCols: columns,
    numRows: equations,
    colCost,
    colLower: new Float64Array(columns),
    colUpper,
    rowLower: new Float64Array(equations),
    rowUpper,
    matrix: {
      format: 'csc',
      numCols: columns,
      numRows: equations,
      starts,
      indices: indices.subarray(0, filled),
      values: values.subarray(0, filled),
    },
  };
}

/** HiGHS's flow in whole people: what it costs exactly, and what of it does not hold. */
function inspect(of: Network, flow: Float64Array): Pick<HighsWord, 'cost' | 'fraction' | 'violations'> {
  const arcs = of.arcHub.length;
  const left = Float64Array.from(of.supply);
  const balance = new Float64Array(of.hubs);
  let cost = 0n;
  let fraction = 0;
  let violations = 0;
  let row = 0;
  flow.forEach((value, column) => {
    const people = Math.round(value);
    fraction = Math.max(fraction, Math.abs(value - people));
    if (people < 0) violations++;
    if (column < arcs) {
      while (of.arcStart[row + 1]! <= column) row++;
      left[row]! -= people;
      balance[of.arcHub[column]!]! += people;
      cost += BigInt(people * of.arcCost[column]!);
    } else {
      const arc = column - arcs;
      if (people > of.capacity[arc]!) violations++;
      balance[of.from[arc]!]! -= people;
      balance[of.to[arc]!]! += people;
      cost += BigInt(people) * BigInt(of.cost[arc]!);
    }
  });
  for (const people of left) if (people < 0) violations++;
  for (let hub = 1; hub < of.hubs; hub++) if (balance[hub] !== 0) violations++;
  return { cost: String(cost), fraction, violations };
}
