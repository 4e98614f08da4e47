/** Communes whose number truly changed between two states; none at the first, which is no change. */
export function changedCommunes(
  before: ReadonlyMap<string, number> | null,
  after: ReadonlyMap<string, number>,
): string[] {
  if (before === null) return [];
  return [...after].filter(([id, people]) => (before.get(id) ?? 0) !== people).map(([id]) => id);
}

/** Five steps in the order of the ramp: 0 nobody yet, then by thirds of the target, 4 all there. */
export function step(people: number, target: number): 0 | 1 | 2 | 3 | 4 {
  if (people <= 0) return 0;
  if (people >= target) return 4;
  const share = people / target;
  return share < 1 / 3 ? 1 : share < 2 / 3 ? 2 : 3;
}
