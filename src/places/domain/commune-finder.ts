import { fold } from '../../kernel/vietnamese.js';
import { spelling, splitType } from './spelling.js';

/** A commune under one of its names; `becomes` is what it is today: itself, its one successor, or several. */
export interface NamedCommune {
  name: string;
  type: string;
  /** The district of a commune of before 1 July 2025. */
  district: string | null;
  becomes: readonly string[];
}

/** What a text means: one commune of today, several that it could be, or none. */
export type FoundIds =
  { kind: 'found'; id: string } | { kind: 'ambiguous'; ids: readonly string[] } | { kind: 'unknown' };

interface Reading {
  type: string | null;
  name: string;
}

/**
 * Understands commune names as people write them in lists, within one province. The surest reading
 * wins: the same spelling before the same folded letters, the same type before any type, today's
 * communes before those of before 1 July 2025. Several communes that fit equally well are never
 * narrowed to one.
 */
export class CommuneFinder {
  private readonly today: Names;
  private readonly before: Names;

  constructor(today: readonly NamedCommune[], before: readonly NamedCommune[]) {
    this.today = new Names(today);
    this.before = new Names(before);
  }

  find(text: string): FoundIds {
    const [first = '', ...rest] = text.split(/[,;]|\s[-–]\s/);
    if (first.trim() === '') return { kind: 'unknown' };
    const readings = readingsOf(first);
    const districts = new Set(rest.map((part) => fold(splitType(part)?.name ?? part)));
    for (const alike of ['spelled', 'folded'] as const) {
      for (const withType of [true, false]) {
        for (const reading of readings) {
          const ids = this.match(reading, alike, withType, districts);
          const [id] = ids;
          if (id !== undefined) return ids.length === 1 ? { kind: 'found', id } : { kind: 'ambiguous', ids };
        }
      }
    }
    return { kind: 'unknown' };
  }

  private match(
    reading: Reading,
    alike: 'spelled' | 'folded',
    withType: boolean,
    districts: Set<string>,
  ): string[] {
    const fits = (commune: NamedCommune) =>
      !withType || reading.type === null || commune.type === reading.type;
    const before = this.before.get(reading.name, alike).filter(fits);
    // A district says that the list was written before districts were abolished.
    const inDistrict = before.filter((c) => c.district !== null && districts.has(fold(c.district)));
    if (inDistrict.length > 0) return becoming(inDistrict);
    const today = this.today.get(reading.name, alike).filter(fits);
    return becoming(today.length > 0 ? today : before);
  }
}

function readingsOf(text: string): Reading[] {
  const whole = { type: null, name: text };
  const split = splitType(text);
  return split ? [split, whole] : [whole];
}

function becoming(communes: readonly NamedCommune[]): string[] {
  return [...new Set(communes.flatMap((c) => c.becomes))].sort();
}

class Names {
  private readonly spelled = new Map<string, NamedCommune[]>();
  private readonly folded = new Map<string, NamedCommune[]>();

  constructor(communes: readonly NamedCommune[]) {
    for (const commune of communes) {
      push(this.spelled, spelling(commune.name), commune);
      push(this.folded, fold(commune.name), commune);
    }
  }

  get(name: string, alike: 'spelled' | 'folded'): readonly NamedCommune[] {
    return (alike === 'spelled' ? this.spelled.get(spelling(name)) : this.folded.get(fold(name))) ?? [];
  }
}

function push(map: Map<string, NamedCommune[]>, key: string, commune: NamedCommune): void {
  const known = map.get(key);
  if (known) known.push(commune);
  else map.set(key, [commune]);
}
