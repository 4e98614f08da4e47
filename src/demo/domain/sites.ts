import type { Demand } from '../../contracts/events.js';
import type { DemoCommune } from './map.js';
import { lowerFirst } from './units.js';
import type { InventedVolunteer } from './volunteers.js';

export interface DemoSite {
  commune: DemoCommune;
  name: string;
  address: string;
  /** Whom to call there. */
  contact: InventedVolunteer | null;
  shiftTitle: string;
  demand: Demand[];
}

/** The hall of the opening, with the leaders' screen. */
export function hallSite(
  commune: DemoCommune,
  volunteers: readonly InventedVolunteer[],
  demand: Demand[],
): DemoSite {
  const leaders = volunteers.filter((v) => v.homeCommuneId === commune.id && leads(v));
  return {
    commune,
    name: 'Hội trường khai mạc cấp tỉnh',
    address: `Trung tâm hội nghị, ${lowerFirst(commune.fullName)}`,
    contact: leaders.at(-1) ?? null,
    shiftTitle: 'Lễ khai mạc',
    demand,
  };
}

export function siteOf(
  commune: DemoCommune,
  index: number,
  volunteers: readonly InventedVolunteer[],
  demand: Demand[],
): DemoSite {
  const own = volunteers.filter((v) => v.unitCommune === index);
  return {
    commune,
    name: `Điểm ra quân ${lowerFirst(commune.fullName)}`,
    address: `Trụ sở UBND ${lowerFirst(commune.fullName)}`,
    contact: own.find(leads) ?? own[0] ?? null,
    shiftTitle: 'Ca sáng',
    demand,
  };
}

function leads(volunteer: InventedVolunteer): boolean {
  return volunteer.skills.some(({ skill }) => skill === 'leader');
}
