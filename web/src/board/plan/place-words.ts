import { fmt } from '../../shared/i18n.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';

/** Names a place: its commune, and the hours of the shift with its site. */
export function usePlaceWords(): (shiftId: string, communeId: string) => { commune: string; detail: string } {
  const { communes, sites, shifts } = useDay();
  const shiftOf = new Map(shifts.map((shift) => [shift.id, shift]));
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  return (shiftId, communeId) => {
    const shift = shiftOf.get(shiftId);
    const hours = shift && `${fmt.time(shift.startsAt)}–${fmt.time(shift.endsAt)}`;
    const parts = [hours, siteOf.get(shift?.siteId ?? '')?.name];
    return {
      commune: nameOf(communes, communeId),
      detail: parts.filter((part) => part !== undefined).join(' · '),
    };
  };
}
