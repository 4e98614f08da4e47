import { useEffect, useMemo, useState } from 'preact/hooks';
import type { AdministrativeUnit } from '../../../src/contracts/places.js';
import { askUntilAnswered } from '../shared/ask-until-answered.js';
import { call } from './client.js';

export type Communes = ReadonlyMap<string, AdministrativeUnit>;

/** The country in the place of a province. */
export const COUNTRY = 'VN';

const NONE: Communes = new Map();
const loaded = new Map<string, Communes>();

/** The communes of a province by id; asked for once, empty until they are here. */
export function useCommunes(provinceId: string | null): Communes {
  const [communes, set] = useState<Communes>(loaded.get(provinceId ?? '') ?? NONE);
  useEffect(() => {
    if (provinceId === null) return undefined;
    // Names come when the connection does; until then the codes stand in their place.
    return askUntilAnswered(
      async () => loaded.get(provinceId) ?? byId(await listOf(provinceId)),
      (map) => {
        loaded.set(provinceId, map);
        set(map);
      },
    );
  }, [provinceId]);
  return communes;
}

const byId = (units: readonly AdministrativeUnit[]): Communes =>
  new Map(units.map((unit) => [unit.id, unit]));

async function listOf(area: string): Promise<AdministrativeUnit[]> {
  const communesOf = (code: string) => call('GET /places/provinces/:code/communes', { params: { code } });
  if (area !== COUNTRY) return communesOf(area);
  const provinces = await call('GET /places/provinces');
  return (await Promise.all(provinces.map(({ code }) => communesOf(code)))).flat();
}

/** Where an event's communes are: its province, or the country when some are elsewhere. */
export function useArea(
  provinceId: string | null,
  rows: readonly { communeId: string }[],
): { area: string | null; communes: Communes } {
  const own = useCommunes(provinceId);
  const wide = useMemo(
    () => own.size > 0 && rows.some(({ communeId }) => !own.has(communeId)),
    [own, rows.length],
  );
  const area = wide ? COUNTRY : provinceId;
  return { area, communes: useCommunes(area) };
}

export const nameOf = (communes: Communes, id: string): string => communes.get(id)?.name ?? id;
