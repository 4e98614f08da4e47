import { deepStrictEqual } from 'node:assert/strict';
import { AssignmentEffects } from '../../src/assignments/assignment-effects.js';
import { AssignmentsRepository } from '../../src/assignments/assignments.repository.js';
import type { Decided, Decision } from '../../src/contracts/closing.js';
import {
  CountsRepository,
  EventChanges,
  type EventNumbers,
  KnownNumbers,
  type RaisedEvent,
} from '../../src/events/index.js';
import { EventsService } from '../../src/events/events.service.js';
import { newId } from '../../src/kernel/ids.js';
import { Random } from '../../src/kernel/random.js';
import { CheckInWriter, type Scan } from '../../src/participation/check-in-writer.js';
import { ClosingService } from '../../src/participation/closing.service.js';
import { ReconciliationService } from '../../src/participation/reconciliation.service.js';
import { RecountRepository } from '../../src/participation/recount.repository.js';
import { VoidService } from '../../src/participation/void.service.js';
import { UnitMergesService } from '../../src/people/unit-merges.service.js';
import { Transactions, type Tx } from '../../src/platform/database/transactions.js';
import type { Principal } from '../../src/platform/policy/principal.js';
import { FiguresService } from '../../src/reports/figures.service.js';
import { Day, type Entry, Tree } from './model.js';
import { COMMUNES, type Stage, type World } from './world.js';

type Get = <T>(token: abstract new (...args: never[]) => T) => T;
/** Gives the people who scan one device each. */
const DEVICE = 'histories';

interface Kept {
  entryId: string;
  person: number;
  site: number;
  decision: { id: string; counted: Entry | null; voided: Entry | null } | null;
}
interface Sent {
  scan: Scan;
  outcome: string;
}

/**
 * Plays one random history on the real services and on the model at once, and compares: each
 * receipt, each decision, and at the end every number at every level.
 */
export class History {
  private readonly random: Random;
  private readonly day: Day;
  private readonly tree = new Tree(COMMUNES);
  /** As a board that is open all the time knows them. */
  private readonly known = new KnownNumbers();
  /** The units as they were at the closing. */
  private closedTree: readonly number[] | null = null;
  private readonly ids = new Map<Entry, string>();
  private readonly sent: Sent[] = [];
  private readonly kept: Kept[] = [];
  private signed: { turns: number; people: number } | null = null;
  private afterClosing = 0;
  private readonly principal: Principal;
  private readonly services;

  constructor(
    private readonly world: World,
    private readonly stage: Stage,
    get: Get,
    private readonly seed: number,
  ) {
    this.random = new Random(seed);
    this.day = new Day([...stage.units]);
    this.principal = {
      kind: 'staff',
      id: world.staff,
      sessionId: newId(),
      grants: [{ role: 'province_coordinator', orgUnitId: world.province, eventId: null, campaignId: null }],
    };
    this.services = {
      writer: get(CheckInWriter),
      voids: get(VoidService),
      reconciliation: get(ReconciliationService),
      closing: get(ClosingService),
      events: get(EventsService),
      transactions: get(Transactions),
      changes: get(EventChanges),
      assignments: get(AssignmentsRepository),
      effects: get(AssignmentEffects),
      counts: get(CountsRepository),
      recount: get(RecountRepository),
      merges: get(UnitMergesService),
      figures: get(FiguresService),
    };
  }

  async play(): Promise<void> {
    try {
      for (let person = 0; person < this.stage.people.length; person++) {
        if (this.random.chance(0.8)) await this.give(person, this.anySite());
      }
      for (let steps = this.random.between(5, 14); steps > 0; steps--) {
        await this.step();
        if (this.random.chance(0.5)) await this.numbers(this.known);
      }
      await this.compare();
    } catch (thrown) {
      throw new Error(`The history of seed ${this.seed} differs.`, { cause: thrown });
    }
  }

  private async step(): Promise<void> {
    const live = this.day.closed ? 0 : 1;
    const work = this.random.weighted<() => Promise<void>>([
      [() => this.scan(), 40],
      [() => this.rush(), 5],
      [() => this.repeat(), 6],
      [() => this.void(), 14],
      [() => this.restore(), 7],
      [() => this.decide(), 16],
      [() => this.undo(), 7],
      [() => this.moveUnit(), 5],
      [() => this.mergeUnits(), 8],
      [() => this.moveShift(), 9 * live],
      [() => this.close(), 6 * live],
    ]);
    await work();
  }

  private async scan(): Promise<void> {
    await this.send([this.newScan(this.anyPerson(), this.anySite())]);
  }

  /** The same person several times at one moment, in different uploads. */
  private async rush(): Promise<void> {
    const [person, site] = [this.anyPerson(), this.anySite()];
    await this.send([this.newScan(person, site), this.newScan(person, site), this.newScan(person, site)]);
  }

  private async send(scans: readonly Scan[]): Promise<void> {
    const receipts = (
      await Promise.all(scans.map((scan) => this.services.writer.write(this.stage.eventId, [[scan]])))
    ).flat(2);
    const [person, site] = [this.personOf(scans[0]!), this.stage.sites.indexOf(scans[0]!.siteId)];
    const expected = scans.map(() => this.day.scan(person, site));
    deepStrictEqual(receipts.map((receipt) => receipt.outcome).sort(), [...expected].sort());
    for (const [i, receipt] of receipts.entries()) {
      this.sent.push({ scan: scans[i]!, outcome: receipt.outcome });
      if (receipt.outcome === 'counted') this.ids.set(this.day.ledger.entries.at(-1)!, receipt.checkInId!);
      else this.kept.push({ entryId: receipt.id, person, site, decision: null });
    }
  }

  /** An upload whose answer was lost: the same answer, and nothing else. */
  private async repeat(): Promise<void> {
    const sent = this.any(this.sent);
    if (!sent) return;
    const [receipt] = (await this.services.writer.write(this.stage.eventId, [[sent.scan]])).flat();
    deepStrictEqual(receipt?.outcome, sent.outcome);
  }

  private async void(): Promise<void> {
    const entry = this.any(this.day.ledger.entries);
    if (!entry) return;
    if (entry.standing) this.corrected();
    await this.services.voids.void(this.principal, this.stage.eventId, this.ids.get(entry)!, {
      reason: 'wrong_person',
      note: null,
    });
    this.day.void(entry);
  }

  private async restore(): Promise<void> {
    const entry = this.any(this.day.ledger.entries.filter((one) => !one.standing));
    if (!entry) return;
    const { checkInId } = await this.services.voids.restore(
      this.principal,
      this.stage.eventId,
      this.ids.get(entry)!,
    );
    const again = this.day.restore(entry);
    if (!again) return;
    this.corrected();
    this.ids.set(again, checkInId);
  }

  private async decide(): Promise<void> {
    const kept = this.any(this.kept.filter((one) => one.decision === null));
    if (!kept) return;
    const decision = this.random.pick<Decision>(['count', 'count', 'leave', 'void_other']);
    const [conflict] = await this.world.dataSource.query<{ id: string }[]>(
      'SELECT id FROM check_in_conflicts WHERE event_id = $1 AND entry_id = $2',
      [this.stage.eventId, kept.entryId],
    );
    const { results } = await this.services.reconciliation.decide(this.principal, this.stage.eventId, {
      conflictIds: [conflict!.id],
      decision,
      reason: 'seen_there',
      note: null,
    });
    const { expected, counted, voided } = this.decideInModel(kept, decision);
    deepStrictEqual(results[0]?.outcome, expected);
    if (expected !== 'decided') return;
    kept.decision = { id: results[0].decisionId!, counted, voided };
    if (counted) this.ids.set(counted, await this.checkInOf(kept.decision.id));
  }

  private decideInModel(kept: Kept, decision: Decision) {
    const { person, site } = kept;
    const { day } = this;
    let voided: Entry | null = null;
    if (decision === 'leave') return { expected: 'decided', counted: null, voided };
    if (decision === 'void_other') {
      voided = day.other(person, site) ?? null;
      if (!voided) return { expected: 'no_other', counted: null, voided };
      day.void(voided);
      this.corrected();
    }
    const counted = day.countAfterAll(person, site);
    if (!counted) return { expected: 'already_counted', counted, voided };
    this.corrected();
    return { expected: 'decided', counted, voided };
  }

  private async undo(): Promise<void> {
    const kept = this.any(this.kept.filter((one) => one.decision !== null));
    if (!kept?.decision) return;
    const { id, counted, voided } = kept.decision;
    const undone = await this.services.reconciliation.undo(this.principal, this.stage.eventId, [id]);
    deepStrictEqual(outcomesOf(undone), ['undone']);
    if (counted?.standing) {
      this.day.void(counted);
      this.corrected();
    }
    const back = voided && this.day.restore(voided);
    if (back) {
      this.corrected();
      this.ids.set(back, await this.standingOf(back));
    }
    kept.decision = null;
  }

  /** Counts stay with the unit of that day. */
  private async moveUnit(): Promise<void> {
    const person = this.anyPerson();
    const unit = this.random.pick(this.tree.standing);
    this.day.units[person] = unit;
    await this.world.dataSource.query('UPDATE people SET org_unit_id = $2 WHERE id = $1', [
      this.stage.people[person],
      this.stage.unitIds[unit],
    ]);
  }

  /** A commune's unit or a branch becomes part of a sister. */
  private async mergeUnits(): Promise<void> {
    const from = this.any(this.tree.standing.filter((unit) => this.tree.sistersOf(unit).length > 0));
    if (from === null) return;
    const into = this.random.pick(this.tree.sistersOf(from));
    const { unitIds } = this.stage;
    await this.services.merges.merge(this.principal, unitIds[from]!, unitIds[into]!);
    this.tree.merge(from, into);
    for (const [person, unit] of this.day.units.entries()) if (unit === from) this.day.units[person] = into;
  }

  /** A place is taken back, and another one given. */
  private async moveShift(): Promise<void> {
    const [person, from, into] = [this.anyPerson(), this.anySite(), this.anySite()];
    const place = this.day.place(person, from);
    if (place?.state === 'open') {
      place.state = 'gone';
      await this.inEvent(async (tx, event) => {
        const { assignments, effects } = this.services;
        const filter = {
          where: 'a.shift_id = $5 AND a.person_id = $6',
          values: [this.stage.shifts[from], this.stage.people[person]],
        };
        await effects.count(tx, event, await assignments.step(tx, 'withdraw', filter, new Date()));
      });
    }
    if ((this.day.place(person, into)?.state ?? 'gone') === 'gone') await this.give(person, into);
  }

  private async give(person: number, site: number): Promise<void> {
    this.day.give(person, site);
    await this.inEvent(async (tx, event) => {
      const { assignments, effects } = this.services;
      const offer = {
        id: newId(),
        shiftId: this.stage.shifts[site]!,
        personId: this.stage.people[person]!,
        skill: null,
        planId: null,
        reason: null,
        inSpite: false,
      };
      const late = new Date(Date.now() + 86_400_000);
      const offered = await assignments.offer(tx, this.stage.eventId, [offer], late, new Date());
      deepStrictEqual(offered.length, 1);
      await effects.count(tx, event, offered);
    });
  }

  private async close(): Promise<void> {
    await this.services.events.changeState(this.principal, this.stage.eventId, 'closed');
    this.day.closed = true;
    this.closedTree = this.tree.shownUnder;
    this.signed = this.totals();
  }

  private numbers(known: KnownNumbers): Promise<EventNumbers | null> {
    const { counts, transactions } = this.services;
    return counts.read((asked) => transactions.readPrepared(asked), this.stage.eventId, {
      activities: 0,
      known,
    });
  }

  /** Every number at every level, the recount, and the signed figure with its amendments. */
  private async compare(): Promise<void> {
    const { recount, closing, transactions } = this.services;
    const numbers = await this.numbers(this.known);
    deepStrictEqual(numbers, await this.numbers(new KnownNumbers()));
    const leaves = this.day.ledger.leaves();
    const sum = (of: (leaf: { site: number; unit: number }) => boolean) => ({
      turns: leaves.filter(of).reduce((n, leaf) => n + leaf.turns, 0),
      people: leaves.filter(of).reduce((n, leaf) => n + leaf.people, 0),
    });
    const figures = ({ turns, people }: { turns: number; people: number }) => ({ turns, people });
    deepStrictEqual(figures(numbers!.totals), this.totals());
    for (const [n, id] of this.stage.sites.entries()) {
      const site = numbers!.sites.find((one) => one.siteId === id)!;
      deepStrictEqual(
        figures(site.counts),
        sum((leaf) => leaf.site === n),
      );
      const commune = numbers!.communes.find((one) => one.communeId === this.world.communes[n])!;
      deepStrictEqual(figures(commune.counts), figures(site.counts));
    }
    const breakdown = await this.services.figures.breakdown(this.principal, this.stage.eventId);
    const shownUnder = this.closedTree ?? this.tree.shownUnder;
    for (const [n, id] of this.stage.unitIds.entries()) {
      const expected = sum((leaf) => shownUnder[leaf.unit] === n);
      const none = { turns: 0, people: 0 };
      deepStrictEqual(figures(numbers!.units.find((one) => one.orgUnitId === id)?.counts ?? none), expected);
      deepStrictEqual(figures(breakdown.units.find((one) => one.orgUnitId === id) ?? none), expected);
    }
    for (const commune of new Set(shownUnder)) {
      const query = {
        metric: 'people',
        orgUnitId: this.stage.unitIds[commune]!,
        page: 1,
        pageSize: 1,
      } as const;
      const { counted, shown } = await this.services.figures.figure(
        this.principal,
        this.stage.eventId,
        query,
      );
      const { people } = sum((leaf) => shownUnder[leaf.unit] === commune);
      deepStrictEqual({ counted, shown }, { counted: people, shown: people });
    }
    const rows = await this.world.dataSource.query<Record<string, number | string>[]>(
      `SELECT site_id, org_unit_id, coalesce(sum(value) FILTER (WHERE metric = 'turns'), 0)::int AS turns,
         coalesce(sum(value) FILTER (WHERE metric = 'people'), 0)::int AS people
       FROM event_counts WHERE event_id = $1 AND metric IN ('turns', 'people') AND value <> 0 GROUP BY 1, 2`,
      [this.stage.eventId],
    );
    const written = ({ site, unit, turns, people }: (typeof leaves)[number]) =>
      [this.stage.sites[site], this.stage.unitIds[unit], turns, people].join(' ');
    deepStrictEqual(rows.map((row) => Object.values(row).join(' ')).sort(), leaves.map(written).sort());
    deepStrictEqual(await recount.differences(transactions.read, this.stage.eventId), []);
    if (this.signed) {
      const state = await closing.state(this.principal, this.stage.eventId);
      const now = this.totals();
      deepStrictEqual(figures(state.closing!), this.signed);
      deepStrictEqual(state.amendments, {
        entries: this.afterClosing,
        by: { turns: now.turns - this.signed.turns, people: now.people - this.signed.people },
      });
      for (const metric of ['turns', 'people'] as const) {
        const query = { metric, added: 'after_closing', page: 1, pageSize: 1 } as const;
        const added = await this.services.figures.figure(this.principal, this.stage.eventId, query);
        const by = state.amendments.by[metric];
        deepStrictEqual({ counted: added.counted, shown: added.shown }, { counted: by, shown: by });
        if (metric === 'turns') deepStrictEqual(added.rows.total, this.afterClosing);
      }
    }
  }

  private totals() {
    return { turns: this.day.ledger.total('turns'), people: this.day.ledger.total('people') };
  }

  private corrected(): void {
    if (this.day.closed) this.afterClosing++;
  }

  private inEvent(work: (tx: Tx, event: RaisedEvent) => Promise<void>): Promise<void> {
    const { transactions, changes } = this.services;
    return transactions.run(async (tx) => work(tx, await changes.raise(tx, this.stage.eventId)));
  }

  private newScan(person: number, site: number): Scan {
    return {
      deviceId: DEVICE,
      entryId: newId(),
      method: 'leader',
      deviceTime: new Date().toISOString(),
      siteId: this.stage.sites[site]!,
      personId: this.stage.people[person]!,
      phone: null,
      codeFault: null,
      codeShownAt: null,
      recordedBy: this.world.staff,
      reach: null,
    };
  }

  private async checkInOf(decisionId: string): Promise<string> {
    const [row] = await this.world.dataSource.query<{ check_in_id: string }[]>(
      'SELECT check_in_id FROM reconciliations WHERE id = $1',
      [decisionId],
    );
    return row!.check_in_id;
  }

  private async standingOf(entry: Entry): Promise<string> {
    const [row] = await this.world.dataSource.query<{ id: string }[]>(
      `SELECT id FROM check_ins c WHERE shift_id = $1 AND person_id = $2
         AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)`,
      [this.stage.shifts[entry.site], this.stage.people[entry.person]],
    );
    return row!.id;
  }

  private personOf(scan: Scan): number {
    return this.stage.people.indexOf(scan.personId!);
  }

  private anyPerson(): number {
    return this.random.between(0, this.stage.people.length - 1);
  }

  private anySite(): number {
    return this.random.between(0, this.stage.sites.length - 1);
  }

  private any<T>(list: readonly T[]): T | null {
    return list.length === 0 ? null : this.random.pick(list);
  }
}

function outcomesOf(decided: Decided): string[] {
  return decided.results.map((result) => result.outcome);
}
