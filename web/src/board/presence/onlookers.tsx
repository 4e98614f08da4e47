import { fmt } from '../../shared/i18n.js';
import { type Communes, nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import type { Onlooker } from './use-presence.js';

const SHOWN = 4;

/** Of a Vietnamese name the last words say who it is: Lê Thị Hạnh → TH. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(-2)
    .map((word) => word.slice(0, 1))
    .join('')
    .toLocaleUpperCase('vi');

/** Who else looks at the event, and at what of it. */
export function Onlookers(props: { staff: readonly Onlooker[]; communes: Communes }) {
  const t = useBoardTexts().presence;
  const { staff } = props;
  if (staff.length === 0) return null;
  const said = (one: Onlooker) =>
    t.looks(one.name, one.communeId === null ? t.pages[one.page] : nameOf(props.communes, one.communeId));
  const more = staff.slice(SHOWN);
  return (
    <ul class="onlookers" aria-label={t.title}>
      {staff.slice(0, SHOWN).map((one) => (
        <li key={one.staffId} title={said(one)}>
          <span aria-hidden="true">{initials(one.name)}</span>
          <span class="visually-hidden">{said(one)}</span>
        </li>
      ))}
      {more.length > 0 && <li title={more.map(said).join('; ')}>+{fmt.number(more.length)}</li>}
    </ul>
  );
}

/** Says so above what somebody else has open too. */
export function AlsoHere(props: { staff: readonly Onlooker[]; communeId: string }) {
  const t = useBoardTexts().presence;
  const names = props.staff.filter((one) => one.communeId === props.communeId).map((one) => one.name);
  if (names.length === 0) return null;
  return (
    <p class="also-here" role="status">
      {t.alsoHere(names.join(', '))}
    </p>
  );
}
