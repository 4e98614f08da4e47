/**
 * A parameter for `uuid[]` or `int[]`. The driver looks at every character of every member for what must be
 * quoted; of thousands of ids that takes milliseconds, and ids and numbers have nothing to quote.
 */
export const arrayText = (plain: readonly (string | number)[]): string => `{${plain.join()}}`;
