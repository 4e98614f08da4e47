import { useEffect, useState } from 'preact/hooks';
import type { AdministrativeUnit } from '../../../src/contracts/places.js';
import { call } from './client.js';

export type Communes = ReadonlyMap<string, AdministrativeUnit>;

const NONE: Communes = new Map();
const loaded = new Map<string, Communes>();

/** The communes of a province by id; asked for once, empty until they are here. */
export function useCommunes(provinceId: string | null): Communes {
  const [communes, set] = useState<Communes>(loaded.get(provinceId ?? '') ?? NONE);
  useEffect(() => {
    if (provinceId === null) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      call('GET /places/provinces/:code/communes', { params: { code: provinceId } }).then(
        (list) => {
          const map = new Map(list.map((unit) => [unit.id, unit]));
          loaded.set(provinceId, map);
          if (current) set(map);
        },
        // Names come when the connection does; until then the codes stand in their place.
        () => {
          if (current) timer = setTimeout(ask, 5_000);
        },
      );
    };
    const known = loaded.get(provinceId);
    if (known) set(known);
    else ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [provinceId]);
  return communes;
}

export const nameOf = (communes: Communes, id: string): string => communes.get(id)?.name ?? id;
