import { many } from '../../shared/plural.js';
import type { UnitsTexts } from './vi-units.js';

export const enUnits: UnitsTexts = {
  title: 'Youth Union units',
  lead: 'The tree of units as it is now. A unit that was merged is no longer in it; past check-ins stay with the unit of their day.',
  find: 'Find a unit',
  none: 'No unit',
  more: (n) => `and ${many(n, 'more unit', 'more units')}: type a name to find it`,
  noneHint: 'No unit within your scope has such a name.',
  kinds: { province: 'Province', commune: 'Commune, ward', branch: 'Branch' },
  columns: { name: 'Unit', kind: 'Level', people: 'Members' },
  merge: 'Merge…',
  mergeOf: (name) => `Merge ${name}`,
  into: 'Into',
  intoHint: 'Only units of the same level below the same one.',
  choose: 'Choose the unit that takes over',
  noSister: 'There is no unit of the same level to merge it into.',
  people: (n) => many(n, 'member', 'members'),
  branches: (n) => many(n, 'branch', 'branches'),
  roles: (n) => many(n, 'staff role', 'staff roles'),
  moves: (what, into) => `${what.join(', ')} will go over to ${into}.`,
  wider: (name, into) =>
    `Staff of ${name} keep their roles in ${into}: they see and answer for all of ${into}.`,
  goesOn: (name) =>
    `Campaigns and unfinished events of ${name} go over too. Closed events stay as they are, also by unit.`,
  renamed: 'Renamed, for the name is taken:',
  noUndo: 'This cannot be undone.',
  submit: 'Merge',
  done: (name, into) => `${name} is merged into ${into}.`,
  history: 'Merged',
  mergedLine: (name, into) => `${name} → ${into}`,
  mergedBy: (at, by) => `${at}, ${by}`,
};
