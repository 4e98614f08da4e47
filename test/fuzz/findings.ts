/** What the fuzzers look for; each entry names its case. */
export interface Findings {
  cases: number;
  serverErrors: string[];
  acceptedForgeries: string[];
  offSchema: string[];
  deaths: string[];
}

export const noFindings = (): Findings => ({
  cases: 0,
  serverErrors: [],
  acceptedForgeries: [],
  offSchema: [],
  deaths: [],
});

/** Does the cases from `first` to `last`, a few at once. */
export async function inTurn(
  { first, last, atOnce }: { first: number; last: number; atOnce: number },
  work: (number: number) => Promise<void>,
): Promise<void> {
  let next = first;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next <= last) await work(next++);
    }),
  );
}
