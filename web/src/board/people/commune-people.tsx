import { useDay } from '../day/use-day.js';
import { PEOPLE_READERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { PeopleList } from './people-list.js';
import { usePeople, useVersion } from './use-people.js';

/** Who has seen an offer is no news of the event: it is looked for. */
const LOOK_MS = 15_000;

/** Who is sent to a commune, what each has done, and what can be done about many of them at once. */
export function CommunePeople({ communeId }: { communeId: string }) {
  const mayRead = useMay(...PEOPLE_READERS);
  return mayRead ? <People communeId={communeId} /> : null;
}

function People({ communeId }: { communeId: string }) {
  const t = useBoardTexts();
  const { eventId, board, sites } = useDay();
  const people = usePeople({ eventId, communeId, version: useVersion(communeId), everyMs: LOOK_MS });
  const here = sites.filter((site) => site.communeId === communeId);
  const siteOf = (id: string) =>
    here.length > 1 ? (here.find((site) => site.id === id)?.name ?? null) : null;
  return (
    <PeopleList
      title={t.commune.people}
      under="h2"
      none={t.commune.noPeople}
      noneHint={t.commune.noPeopleHint}
      eventState={board.event.state}
      people={people}
      siteOf={siteOf}
    />
  );
}
