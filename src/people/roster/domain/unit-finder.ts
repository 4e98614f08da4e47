import { fold, tidy } from '../../../kernel/vietnamese.js';

export interface NamedUnit {
  id: string;
  name: string;
  ancestors: readonly string[];
}

export type FoundUnit = { kind: 'found'; unit: NamedUnit } | { kind: 'unknown' | 'ambiguous' };

/**
 * Finds units by the names a file gives them: first the same spelling, then the same letters without
 * marks if only one unit has them.
 */
export class UnitFinder {
  private readonly bySpelling = new Map<string, NamedUnit[]>();
  private readonly byFold = new Map<string, NamedUnit[]>();

  /** @param units the chosen unit and all below it */
  constructor(units: readonly NamedUnit[]) {
    for (const unit of units) {
      add(this.bySpelling, tidy(unit.name).toLowerCase(), unit);
      add(this.byFold, fold(unit.name), unit);
    }
  }

  /** @param upper look only below this unit */
  find(name: string, upper: NamedUnit | null): FoundUnit {
    const below = (units: NamedUnit[] | undefined) =>
      (units ?? []).filter((unit) => upper === null || unit.ancestors.includes(upper.id));
    const spelled = below(this.bySpelling.get(tidy(name).toLowerCase()));
    const candidates = spelled.length > 0 ? spelled : below(this.byFold.get(fold(name)));
    const [unit] = candidates;
    if (!unit) return { kind: 'unknown' };
    return candidates.length === 1 ? { kind: 'found', unit } : { kind: 'ambiguous' };
  }
}

function add(map: Map<string, NamedUnit[]>, key: string, unit: NamedUnit): void {
  const units = map.get(key);
  if (units) units.push(unit);
  else map.set(key, [unit]);
}
