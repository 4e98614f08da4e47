import { Random } from '../../src/kernel/random.js';
import { startNode, type Node } from '../conformance/processes.js';
import { buildWorld, type World } from '../access/world.js';
import { factories } from '../factories/index.js';
import { HttpClient } from '../support/http-client.js';
import { readApi, type Operation } from '../support/open-api.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { startNode as startServerHere } from '../support/test-server.js';
import { type Findings, noFindings } from './findings.js';

/** A server in a process of its own, with two provinces in it, and what has been found. */
export interface Stage {
  readonly url: string;
  readonly world: World;
  readonly operations: readonly Operation[];
  readonly findings: Findings;
  /** A coordinator of the other province. */
  readonly stranger: HttpClient;
  /** Whether the process is gone, which is a finding; then another one is started. */
  died(said: string): Promise<boolean>;
  /** What the process last logged as an error; empty when it never did. */
  lastError(): string;
  close(): Promise<void>;
}

/** Who is hostile here asks from one address and as few people: how much may be asked is another test's. */
const NO_LIMITS = 'session=100000/100000,address=100000/100000';

export async function openStage(databaseUrl: string): Promise<Stage> {
  // It makes sessions and rows while the other one is attacked; nobody speaks to it.
  const here = await startServerHere(databaseUrl, { ROLE: 'web' });
  const world = await buildWorld(here);
  const { client } = await factories(here).staff('province_coordinator', world.targets.other.unit);
  // Without a worker: what jobs would make of the things of this world is another test's.
  const start = (): Promise<Node> =>
    startNode({
      DATABASE_URL: databaseUrl,
      SEALING_KEYS: TEST_KEYS,
      ROLE: 'web',
      DEMO_PROVINCE: 'none',
      LOG_LEVEL: 'log',
      REQUEST_LIMITS: NO_LIMITS,
    });
  let node = await start();
  let starting: Promise<Node> | null = null;
  const findings = noFindings();
  return {
    get url() {
      return node.url;
    },
    world,
    operations: await readApi(here.client()),
    findings,
    get stranger() {
      return new HttpClient(node.url, Object.fromEntries(client.cookies));
    },
    async died(said) {
      if (node.process.exitCode === null && node.process.signalCode === null) return false;
      if (starting === null) {
        findings.deaths.push(`${said}: ${node.said().slice(-500)}`);
        starting = start();
      }
      node = await starting;
      starting = null;
      return true;
    },
    lastError: () =>
      node
        .said()
        .split('\n')
        .findLast((line) => line.includes('"stack":')) ?? '',
    async close() {
      await node.stop();
      await here.close();
    },
  };
}

export const randomSeed = (): number => new Random(Date.now()).between(1, 999_999);
