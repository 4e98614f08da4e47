import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../src/kernel/random.js';
import { eventually } from '../support/eventually.js';
import { arrivals, type LoadShape, SMALL_LOAD, type Upload } from './load.js';
import { LoadClient } from './load-client.js';
import { setStage, type Stage } from './stage.js';
import { judge, peopleOf, type Verdict } from './verdict.js';
import { Watcher } from './watcher.js';
import type { Kind, World } from './world.js';

/** A line of the fault matrix. */
export interface Row {
  name: string;
  /** What is done to the system, for the reader of the table. */
  title: string;
  kind: Kind;
  /** Cheap rows run in `npm test` too. */
  cheap?: boolean;
  /** So heavy that only one is played at a time: ten thousand sockets, of twenty thousand that a process may open. */
  heavy?: boolean;
  load?: Partial<LoadShape>;
  /** Other arrivals than the usual. */
  uploads?: (stage: Stage, shape: LoadShape, random: Random) => Upload[];
  /** Injects and heals; calls `scene.injected` for every fault and `scene.healed` when all is as before. */
  run(scene: Scene): Promise<void>;
}

export interface CaseResult extends Verdict {
  row: string;
  seed: number;
  injected: number;
  /** From the healing until everybody has a receipt and every screen shows the last number. */
  recoveryS: number;
}

/** Recovered by itself within this time, or the case has failed. */
const RECOVERY_MS = 60_000;

export interface PlayOptions {
  /** The load client claims a receipt it never got: a test of the harness. */
  lies?: boolean;
  /** Another load than the row's. */
  load?: Partial<LoadShape>;
}

/** What a row's fault may touch while its case runs. */
export class Scene {
  private faults = 0;
  private healedAt: number | null = null;
  private readonly findings: { lost: string[]; doubled: string[]; wrong: string[] } = {
    lost: [],
    doubled: [],
    wrong: [],
  };
  private readonly waits: (() => boolean | Promise<boolean>)[] = [];
  private readonly ends: (() => void)[] = [];
  private readonly judges: (() => void | Promise<void>)[] = [];

  private constructor(
    readonly world: World,
    readonly stage: Stage,
    readonly random: Random,
    readonly load: LoadClient,
    readonly uploads: readonly Upload[],
    readonly entries: number,
    readonly watchers: readonly Watcher[],
  ) {}

  /** Runs one case from its start state to its verdict. @throws Error when it did not recover */
  static async play(
    world: World,
    row: Row,
    seed: number,
    { lies = false, load: lighter = {} }: PlayOptions = {},
  ): Promise<CaseResult> {
    const random = new Random(seedOf(row.name, seed));
    const shape = { ...SMALL_LOAD, ...row.load, ...lighter };
    const stage = await setStage(world, shape.people);
    const uploads = row.uploads?.(stage, shape, random) ?? arrivals(stage, shape, random);
    const entries = new Set(uploads.flatMap(({ batch }) => batch.entries.map(({ id }) => id))).size;
    const watchers = world.web.map(({ url }) => new Watcher(url, stage.screenCookie, stage.eventId));
    let load: LoadClient | null = null;
    let scene: Scene | null = null;
    try {
      await eventually(() => watchers.every(({ now }) => now !== undefined), 20_000);
      load = await LoadClient.start(world.folder, `${row.name}-${seed}`, {
        urls: world.web.map(({ url }) => url),
        eventId: stage.eventId,
        cookie: stage.staffCookie,
        uploads,
        patienceMs: 5_000,
        lies,
      });
      scene = new Scene(world, stage, random, load, uploads, entries, watchers);
      await row.run(scene);
      return await scene.close(row, seed);
    } finally {
      for (const end of scene?.ends ?? []) end();
      load?.stop();
      for (const watcher of watchers) watcher.close();
      for (const { database, clients, redis } of world.nodes) {
        for (const proxy of [database, clients, redis]) {
          proxy?.heal(false);
          proxy?.forget();
        }
      }
    }
  }

  /** Waits until a seeded share of the entries has a receipt: the middle of the load. */
  async middle(): Promise<void> {
    await this.load.untilAcknowledged(Math.floor(this.entries * (0.15 + 0.4 * this.random.next())));
  }

  async sleep(leastMs: number, mostMs = leastMs): Promise<void> {
    await delay(this.random.between(leastMs, mostMs));
  }

  injected(times = 1): void {
    this.faults += times;
  }

  /** Everything is as before; from here on the recovery is measured. */
  healed(): void {
    this.healedAt = performance.now();
  }

  /** What must be so too before the case counts as recovered. */
  awaits(settled: () => boolean | Promise<boolean>): void {
    this.waits.push(settled);
  }

  /** Looks at what the case's own work has left, when everything has settled. */
  afterwards(judge: () => void | Promise<void>): void {
    this.judges.push(judge);
  }

  /** Tidies up when the case is over, however it ended. */
  lastly(end: () => void): void {
    this.ends.push(end);
  }

  finds(kind: 'lost' | 'doubled' | 'wrong', what: string): void {
    this.findings[kind].push(what);
  }

  private async close(row: Row, seed: number): Promise<CaseResult> {
    const healedAt = this.healedAt ?? performance.now();
    const left = () => Math.max(1, RECOVERY_MS - (performance.now() - healedAt));
    const until = async (what: string, settled: () => boolean | Promise<boolean>) => {
      await eventually(settled, left()).catch(() => {
        throw new Error(`not recovered within ${RECOVERY_MS / 1000} s: ${what}`);
      });
    };
    await until('uploads without an answer', () => this.load.done);
    await until('a process is not ready', () => this.allReady());
    for (const settled of this.waits) await until('a job or a state', settled);
    await until('a screen does not show the last number', () => this.screensAgree());
    const recoveryS = (performance.now() - healedAt) / 1000;
    const verdict = await judge(this.world, this.stage, await this.load.read(), this.watchers);
    for (const look of this.judges) await look();
    if (this.faults === 0) verdict.wrong.push('no fault was injected');
    if (verdict.acknowledged < this.entries)
      verdict.lost.push(`${verdict.acknowledged} of ${this.entries} entries have a receipt`);
    return {
      ...verdict,
      lost: [...verdict.lost, ...this.findings.lost],
      doubled: [...verdict.doubled, ...this.findings.doubled],
      wrong: [...verdict.wrong, ...this.findings.wrong],
      row: row.name,
      seed,
      injected: this.faults,
      recoveryS,
    };
  }

  private async allReady(): Promise<boolean> {
    return (await Promise.all(this.world.nodes.map((node) => node.isReady()))).every(Boolean);
  }

  private async screensAgree(): Promise<boolean> {
    const { eventId } = this.stage;
    const [row] = await this.world.ask<{ rev: string }>('SELECT rev FROM events WHERE id = $1', [eventId]);
    const people = await peopleOf(this.world, eventId);
    return this.watchers.every(({ now }) => now?.rev === Number(row?.rev) && now.people === people);
  }
}

/** Another number for each row and seed. */
function seedOf(name: string, seed: number): number {
  let hash = seed;
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  return hash >>> 0;
}
