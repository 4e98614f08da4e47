import type { DemandRule } from '../../contracts/events.js';
import type { WantedDemand } from './spread-demand.js';

export interface RuledCommune {
  id: string;
  fullName: string;
  population: number | null;
}

/** What one shift may ask for at most, as the contract says. */
export const MOST_PEOPLE = 10_000;

/**
 * What a rule wants in each commune. It names one number: that is the minimum, the target and the
 * maximum until somebody says otherwise for a shift. Where the population is not known, a rule by
 * population gives what it gives to its first `per` inhabitants.
 */
export function demandByRule(rule: DemandRule, communes: readonly RuledCommune[]): WantedDemand[] {
  return communes.map((commune) => {
    const people = peopleFor(rule, commune.population);
    return {
      communeId: commune.id,
      communeName: commune.fullName,
      skill: rule.skill,
      minimum: people,
      target: people,
      maximum: people,
    };
  });
}

function peopleFor(rule: DemandRule, population: number | null): number {
  switch (rule.kind) {
    case 'per_commune':
      return rule.people;
    case 'per_population':
      return Math.ceil((rule.people * (population ?? rule.per)) / rule.per);
  }
}
