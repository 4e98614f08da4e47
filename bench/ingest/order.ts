/**
 * How far apart two people stand of whom one comes right after the other: about the golden ratio of all of them, so
 * that those who come together are spread evenly over all who may come, over every index, and over the communes.
 */
export function strideOf(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.618_034));
  while (commonDivisor(stride, count) > 1) stride++;
  return stride;
}

/** The numbers below `count` in the order in which people come: the same for phones and for pgbench. */
export function orderOf(count: number): number[] {
  const stride = strideOf(count);
  return Array.from({ length: count }, (_, i) => (i * stride) % count);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
