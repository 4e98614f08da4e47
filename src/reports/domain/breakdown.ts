import type { Breakdown } from '../../contracts/figures.js';
import { CheckInMethodSchema } from '../../contracts/participation.js';
import { SkillSchema } from '../../contracts/common.js';

/** One group of the breakdown, as the statement gives it. */
export interface Group {
  by: 'all' | 'total' | 'several' | 'method' | 'hour' | 'unit' | 'skill';
  key: string;
  name: string | null;
  turns: number;
  people: number;
}

const NONE = { turns: 0, people: 0 };

/** Sorts the groups into their lists: methods and skills all there, hours in their order, the largest unit first. */
export function breakdownOf(groups: readonly Group[]): Omit<Breakdown, 'eventId' | 'rev' | 'at' | 'within'> {
  const of = (by: Group['by']) => groups.filter((group) => group.by === by);
  const counts = (group: Group | undefined) => (group ? { turns: group.turns, people: group.people } : NONE);
  const found = (by: Group['by'], key: string) => counts(of(by).find((group) => group.key === key));
  return {
    totals: {
      registered: found('all', 'registered').people,
      offered: found('all', 'offered').people,
      accepted: found('all', 'accepted').people,
      ...found('total', ''),
    },
    severalSkills: found('several', '').people,
    skills: [...SkillSchema.options, 'none' as const].map((skill) => ({ skill, ...found('skill', skill) })),
    hours: of('hour').map((group) => ({ hour: group.key, ...counts(group) })),
    methods: CheckInMethodSchema.options.map((method) => ({ method, ...found('method', method) })),
    units: of('unit')
      .map((group) => ({ orgUnitId: group.key, name: group.name ?? '', ...counts(group) }))
      .sort((a, b) => b.turns - a.turns),
  };
}
