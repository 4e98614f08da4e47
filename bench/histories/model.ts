/**
 * What the ledger should say, in a few lines and without a database. Units, sites and people are
 * small numbers; each site has one shift.
 */
export interface Entry {
  person: number;
  site: number;
  /** The unit of that day, wherever the person moves later. */
  unit: number;
  /** It stands on a place that was given, and not on a walk-in. */
  placed: boolean;
  standing: boolean;
}
export interface Leaf {
  site: number;
  unit: number;
  turns: number;
  people: number;
}

export class Ledger {
  readonly entries: Entry[] = [];

  standingAt(person: number, site: number): Entry | undefined {
    return this.entries.find((e) => e.standing && e.person === person && e.site === site);
  }

  /** @returns null when the person is counted there already */
  enter(person: number, site: number, unit: number, placed: boolean): Entry | null {
    if (this.standingAt(person, site)) return null;
    const entry = { person, site, unit, placed, standing: true };
    this.entries.push(entry);
    return entry;
  }

  /** Turns: what stands. People: each at the first of his or her entries that stands. */
  leaves(): Leaf[] {
    const leaves = new Map<string, Leaf>();
    const seen = new Set<number>();
    for (const { person, site, unit } of this.entries.filter((entry) => entry.standing)) {
      const leaf = leaves.get(`${site} ${unit}`) ?? { site, unit, turns: 0, people: 0 };
      leaf.turns++;
      if (!seen.has(person)) leaf.people++;
      seen.add(person);
      leaves.set(`${site} ${unit}`, leaf);
    }
    return [...leaves.values()];
  }

  total(of: 'turns' | 'people'): number {
    return this.leaves().reduce((sum, leaf) => sum + leaf[of], 0);
  }
}

/** A place somebody was given at a site. */
interface Given {
  unit: number;
  state: 'open' | 'in' | 'gone';
}

/** Which units stand, and under which of the communes' units the others are shown. */
export class Tree {
  /** By unit; a commune's own is itself until it is merged. */
  shownUnder: readonly number[];
  private readonly gone = new Set<number>();

  constructor(private readonly communes: number) {
    this.shownUnder = Array.from({ length: 2 * communes }, (_, unit) => unit % communes);
  }

  get standing(): number[] {
    return this.shownUnder.flatMap((_, unit) => (this.gone.has(unit) ? [] : [unit]));
  }

  /** Of the same kind below the same unit. */
  sistersOf(unit: number): number[] {
    const commune = (one: number) => one < this.communes;
    return this.standing.filter((other) =>
      commune(unit)
        ? commune(other) && other !== unit
        : !commune(other) && other !== unit && this.shownUnder[other] === this.shownUnder[unit],
    );
  }

  merge(from: number, into: number): void {
    this.gone.add(from);
    // A branch is shown where it was: its sister is in the same commune.
    this.shownUnder = this.shownUnder.map((commune) => (commune === from ? this.shownUnder[into]! : commune));
  }
}

/** One event's day: who has a place where, and what the ledger says of it. */
export class Day {
  readonly ledger = new Ledger();
  closed = false;
  /** Places by person and site. */
  readonly places = new Map<string, Given>();

  constructor(
    /** The present unit of each person, and the one registered with. */
    readonly units: number[],
    private readonly registered: readonly number[] = [...units],
  ) {}

  place(person: number, site: number): Given | undefined {
    return this.places.get(`${person} ${site}`);
  }

  /** Who was once checked in there stays with the unit of that check-in. */
  give(person: number, site: number): void {
    const before = this.ledger.entries.find(
      (entry) => entry.placed && entry.person === person && entry.site === site,
    );
    this.places.set(`${person} ${site}`, { unit: before?.unit ?? this.units[person]!, state: 'open' });
  }

  /** Somebody in charge scans the person. @returns what the receipt should say */
  scan(person: number, site: number): 'counted' | 'duplicate' | 'refused' {
    if (this.closed) return 'refused';
    const here = this.place(person, site);
    const given = here && here.state !== 'gone';
    const elsewhere = [...this.places].some(
      ([key, place]) => key.startsWith(`${person} `) && place.state !== 'gone',
    );
    if (!given && elsewhere) return 'refused';
    const unit = given ? here.unit : this.units[person]!;
    const entry = this.ledger.enter(person, site, unit, given ?? false);
    if (!entry) return 'duplicate';
    this.arrive(entry);
    return 'counted';
  }

  void(entry: Entry): void {
    if (!entry.standing) return;
    entry.standing = false;
    const place = this.place(entry.person, entry.site);
    if (entry.placed && place?.state === 'in') place.state = 'open';
  }

  /** The same scan again, as a new entry. */
  restore(entry: Entry): Entry | null {
    const again = this.ledger.enter(entry.person, entry.site, entry.unit, entry.placed);
    if (again) this.arrive(again);
    return again;
  }

  /** A scan that was kept counts after all. */
  countAfterAll(person: number, site: number): Entry | null {
    const place = this.place(person, site);
    const unit = place?.unit ?? this.registered[person]!;
    const entry = this.ledger.enter(person, site, unit, place !== undefined);
    if (entry) this.arrive(entry);
    return entry;
  }

  /** The entry that counts instead of a kept scan at that site. */
  other(person: number, site: number): Entry | undefined {
    return (
      this.ledger.standingAt(person, site) ??
      this.ledger.entries.find((entry) => entry.standing && entry.person === person)
    );
  }

  private arrive(entry: Entry): void {
    const place = this.place(entry.person, entry.site);
    if (entry.placed && place?.state === 'open') place.state = 'in';
  }
}
