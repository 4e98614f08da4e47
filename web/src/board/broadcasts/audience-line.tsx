import type { Broadcast } from '../../../../src/contracts/broadcasts.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { type Communes, nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';

const NAMED = 3;

/** Whom a broadcast is for, in words. */
export function AudienceLine(props: { broadcast: Broadcast; communes: Communes }) {
  const t = useBoardTexts().broadcasts;
  const shared = useTexts(sharedTexts);
  const { audience, ownUnits } = props.broadcast;
  // A code in the place of a name is nothing to read.
  if (audience.communeIds.length > 0 && props.communes.size === 0) {
    return (
      <p class="soft" aria-busy="true">
        …
      </p>
    );
  }
  const names = audience.communeIds.slice(0, NAMED).map((id) => nameOf(props.communes, id));
  const more = audience.communeIds.length - NAMED;
  const parts = [
    t.toWhom(audience.states.map((state) => t.states[state].toLowerCase()).join(' / ')),
    ...(names.length === 0
      ? []
      : [t.inCommunes(more > 0 ? t.moreCommunes(names.join(', '), fmt.number(more)) : names.join(', '))]),
    ...(audience.skills.length === 0
      ? []
      : [t.withSkills(audience.skills.map((skill) => shared.skills[skill]).join(', '))]),
    ...(ownUnits ? [t.onlyOwn] : []),
  ];
  return <p class="soft">{parts.join(' · ')}</p>;
}
