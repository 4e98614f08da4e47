import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import type { Network } from '../../src/assignments/domain/network.js';

/** Networks on disk: as DIMACS text for other solvers, and as their bare arrays for our own processes. */
const CHUNK = 1 << 18;

/**
 * Hub h is node h + 1 and row r node hubs + 1 + r. Staying out, which a network leaves unsaid, becomes
 * an arc of its own for each row, so that supply and demand are equal and everything can end in node 1.
 */
export function writeDimacs(network: Network, path: string): void {
  const { supply, arcStart, arcHub, arcCost, hubs, from, to, capacity, cost } = network;
  const rows = supply.length;
  withFile(path, 'w', (fd) => {
    let text = '';
    const line = (written: string) => {
      text += written;
      if (text.length >= CHUNK) flush();
    };
    const flush = () => {
      writeAll(fd, Buffer.from(text, 'latin1'));
      text = '';
    };
    line(`p min ${hubs + rows} ${arcHub.length + rows + from.length}\n`);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      const people = supply[row]!;
      total += people;
      if (people !== 0) line(`n ${hubs + 1 + row} ${people}\n`);
    }
    if (total !== 0) line(`n 1 ${-total}\n`);
    for (let row = 0; row < rows; row++) {
      const people = supply[row]!;
      const node = hubs + 1 + row;
      const end = arcStart[row + 1]!;
      for (let arc = arcStart[row]!; arc < end; arc++) {
        line(`a ${node} ${arcHub[arc]! + 1} 0 ${people} ${arcCost[arc]!}\n`);
      }
      line(`a ${node} 1 0 ${people} 0\n`);
    }
    for (let arc = 0; arc < from.length; arc++) {
      line(`a ${from[arc]! + 1} ${to[arc]! + 1} 0 ${capacity[arc]!} ${cost[arc]!}\n`);
    }
    flush();
  });
}

/** Five counts (a mark first), then the arrays one after another, all little-endian. */
const MARK = 0x314e5152; // "RQN1"

export function writeBinary(network: Network, path: string): void {
  requireLittleEndian();
  const { supply, arcStart, arcHub, arcCost, hubs, from, to, capacity, cost } = network;
  withFile(path, 'w', (fd) => {
    writeAll(fd, Int32Array.of(MARK, hubs, supply.length, arcHub.length, from.length));
    for (const array of [supply, arcStart, arcHub, arcCost, from, to, capacity, cost]) writeAll(fd, array);
  });
}

export function readBinary(path: string): Network {
  requireLittleEndian();
  return withFile(path, 'r', (fd) => {
    const ints = (length: number) => readAll(fd, new Int32Array(length));
    const [mark, hubs, rows, arcs, hubArcs] = ints(5) as unknown as [number, number, number, number, number];
    const bytes = 4 * (5 + rows + rows + 1 + arcs + 3 * hubArcs) + 8 * (arcs + hubArcs);
    if (mark !== MARK || fstatSync(fd).size !== bytes) throw new Error(`${path} holds no network.`);
    return {
      supply: ints(rows),
      arcStart: ints(rows + 1),
      arcHub: ints(arcs),
      arcCost: readAll(fd, new Float64Array(arcs)),
      hubs,
      from: ints(hubArcs),
      to: ints(hubArcs),
      capacity: ints(hubArcs),
      cost: readAll(fd, new Float64Array(hubArcs)),
    };
  });
}

function withFile<T>(path: string, flags: 'r' | 'w', work: (fd: number) => T): T {
  const fd = openSync(path, flags);
  try {
    return work(fd);
  } finally {
    closeSync(fd);
  }
}

/** One call may take less than it is given. */
function writeAll(fd: number, array: NodeJS.ArrayBufferView): void {
  for (let done = 0; done < array.byteLength;) done += writeSync(fd, array, done, array.byteLength - done);
}

function readAll<T extends NodeJS.ArrayBufferView>(fd: number, array: T): T {
  for (let done = 0; done < array.byteLength;) {
    const read = readSync(fd, array, done, array.byteLength - done, null);
    if (read === 0) throw new Error('The file ends too early.');
    done += read;
  }
  return array;
}

function requireLittleEndian(): void {
  if (endianness() !== 'LE') throw new Error('Networks are kept little-endian, and this machine is not.');
}
