import { beforeAll, describe, expect, it } from '@jest/globals';

/**
 * Tests that need programs of the system. Where some are missing the tests are left out, and that is said; not in CI, which
 * has them all.
 * @param missing Debian's names of the packages that are not there
 */
export function describeWith(missing: readonly string[], title: string, tests: () => void): void {
  describe(title, () => {
    if (missing.length > 0 && process.env['CI'] === undefined) {
      it(`IS LEFT OUT: this machine has no ${missing.join(' and no ')}`, () => {
        console.warn(`NOT TESTED: ${title}. Install ${missing.join(', ')} to test it.`);
      });
      return;
    }
    beforeAll(() => expect(missing).toEqual([]));
    tests();
  });
}
