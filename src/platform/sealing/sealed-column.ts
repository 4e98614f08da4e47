/** A column of keyed hashes by which a sealed value is found. */
export interface HashColumn {
  column: string;
  /** Values of one kind are hashed under one key, in whatever table they stand. */
  kind: string;
  /** What of the value is hashed. */
  of: (clear: string) => string;
}

/** A column whose values are encrypted, each for its own row. */
export interface SealedColumn {
  table: string;
  /** The primary key, a uuid: a value moved to another row does not open there. */
  key: string;
  column: string;
  hashes: readonly HashColumn[];
  /** How many values are sealed anew at a time. */
  batch: number;
}

const defined: SealedColumn[] = [];

/** Declares a sealed column, beside its entity: so that all of them are known when keys change. */
export function defineSealed(
  table: string,
  column: string,
  more: Partial<Pick<SealedColumn, 'key' | 'hashes' | 'batch'>> = {},
): SealedColumn {
  const one = { table, column, key: 'id', hashes: [], batch: 500, ...more };
  defined.push(one);
  return one;
}

export const sealedColumns = (): readonly SealedColumn[] => defined;
