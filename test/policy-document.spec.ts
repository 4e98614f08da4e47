import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { GRANTING, POLICY } from '../src/platform/policy/policy-table.js';
import { RoleSchema } from '../src/contracts/people.js';
import { withTables } from './access/policy-document.js';
import { withRetention } from './access/retention-document.js';

describe('the policy table', () => {
  it('stands in docs/access.md as it is (npm run build:policy-docs writes it)', async () => {
    const document = await readFile('docs/access.md', 'utf8');
    expect(document).toBe(withTables(document));
  });

  it('lets nobody but a coordinator give a role that may do what the own may not', () => {
    const more = RoleSchema.options
      .filter((giver) => giver !== 'province_coordinator')
      .flatMap((giver) =>
        GRANTING[giver].flatMap((given) =>
          Object.entries(POLICY)
            .filter(([, { roles }]) => roles.includes(given) && !roles.includes(giver))
            .map(([action]) => `${giver} gives ${given}: ${action}`),
        ),
      );
    expect(more).toEqual([]);
  });
});

describe('the rules of retention', () => {
  it('stand in docs/privacy.md as they are (npm run build:policy-docs writes them)', async () => {
    const document = await readFile('docs/privacy.md', 'utf8');
    expect(document).toBe(withRetention(document));
  });
});
