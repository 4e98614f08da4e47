import type { Board } from './board.js';
import { narrowing, roadKm } from './distance.js';
import { KM_A_DEGREE, lowerBound } from './near.js';
import type { MatchPerson, MatchShift } from './problem.js';
import { hasSkill, isTooYoung, limitKm, mayGo, timeBlock } from './rules.js';

/** Some of the people, from south to north, and how many of them were looked at so far. */
interface List {
  who: Int32Array;
  latitudes: Float64Array;
  looks: number;
}

/** Where people live, to be asked who of them is nearest to a shift; kinds of rows as on the board. */
export class Homes {
  /** By kind of row: how far the farthest-going of those goes who have its skill. */
  readonly widest: Float64Array;
  private readonly latitudes: Float64Array;
  /** x, y and z of each on a ball of radius 1: who is nearer through the ball is nearer on it. */
  private readonly points: Float64Array;
  /** By kind of row: who has its skill, from south to north. */
  private readonly skilled: number[][];
  /** By kind of row, hours and age. */
  private readonly lists = new Map<string, List>();

  constructor(
    private readonly people: readonly MatchPerson[],
    kinds: Board['kinds'],
    private readonly restMinutes: number,
  ) {
    this.widest = new Float64Array(kinds.length);
    this.latitudes = new Float64Array(people.length);
    this.points = new Float64Array(3 * people.length);
    this.skilled = kinds.map(() => []);
    const able = new Int32Array(people.length);
    const known: number[] = [];
    for (const [i, person] of people.entries()) {
      for (const [kind, skill] of kinds.entries()) {
        if (!hasSkill(person, skill)) continue;
        able[i]! |= 1 << kind;
        this.widest[kind] = Math.max(this.widest[kind]!, limitKm(person));
      }
      const { lat, lon } = person.home ?? { lat: null, lon: null };
      if (lat === null || lon === null) continue;
      known.push(i);
      this.latitudes[i] = lat;
      [this.points[3 * i], this.points[3 * i + 1], this.points[3 * i + 2]] = pointOf(lat, lon);
    }
    for (const i of known.sort((a, b) => this.latitudes[a]! - this.latitudes[b]!)) {
      for (const [kind, list] of this.skilled.entries()) if (able[i]! & (1 << kind)) list.push(i);
    }
  }

  /** @returns kilometres by road from the nearest who has the skill and may go; Infinity when there is nobody */
  nearest(shift: MatchShift, kind: number): number {
    const { people, points, restMinutes } = this;
    const { lat, lon } = shift.place;
    if (lat === null || lon === null) return Infinity;
    const list = this.listFor(shift, kind);
    const { who, latitudes } = list;
    const [x, y, z] = pointOf(lat, lon);
    let nearest = Infinity;
    let least = Infinity;
    // Outwards from the shift's latitude, until even the straight way north or south is too long.
    let north = lowerBound(latitudes, lat);
    let south = north - 1;
    for (;;) {
      const up = north < who.length ? latitudes[north]! - lat : Infinity;
      const down = south >= 0 ? lat - latitudes[south]! : Infinity;
      if (!(Math.min(up, down) * KM_A_DEGREE < nearest)) return nearest;
      const i = up < down ? who[north++]! : who[south--]!;
      list.looks += 1;
      const chord = (points[3 * i]! - x) ** 2 + (points[3 * i + 1]! - y) ** 2 + (points[3 * i + 2]! - z) ** 2;
      if (chord >= least || !mayGo(people[i]!, shift, restMinutes)) continue;
      least = chord;
      nearest = roadKm(people[i]!.home, shift.place) ?? Infinity;
    }
  }

  /** Who has a skill; of a list that was looked through as often as it is long, only those who have time. */
  private listFor(shift: MatchShift, kind: number): List {
    const key = `${kind} ${shift.startsAt} ${shift.endsAt} ${shift.minimumAge}`;
    const list = this.lists.get(key) ?? this.listOf(this.skilled[kind]!, 0);
    this.lists.set(key, list);
    if (list.looks <= list.who.length) return list;
    const hasTime = (i: number) => {
      const block = timeBlock(this.people[i]!, shift, this.restMinutes);
      return (block === null || block === 'expired') && !isTooYoung(this.people[i]!, shift);
    };
    const shorter = this.listOf(this.skilled[kind]!.filter(hasTime), -Infinity);
    this.lists.set(key, shorter);
    return shorter;
  }

  private listOf(who: readonly number[], looks: number): List {
    return {
      who: new Int32Array(who),
      latitudes: new Float64Array(who.map((i) => this.latitudes[i]!)),
      looks,
    };
  }
}

function pointOf(lat: number, lon: number): [number, number, number] {
  return [narrowing(lat) * narrowing(lon), narrowing(lat) * narrowing(lon - 90), narrowing(lat - 90)];
}
