import { ORGANISERS, useMay } from '../session.js';
import { PageShell } from '../page-shell.js';
import { usePresence } from '../presence/use-presence.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { DevicesCard } from './devices-card.js';
import { RefusedCard } from './refused-card.js';

/** Which machines stand at the gates and walls of an event, and what the gates have refused. */
export function DevicesPage(props: { eventId: string }) {
  const words = useBoardTexts().access;
  const may = useMay(...ORGANISERS);
  usePresence(props.eventId, 'devices', null);
  return (
    <PageShell title={words.title} back={to.day(props.eventId)}>
      <DevicesCard eventId={props.eventId} mayChange={may} />
      <RefusedCard eventId={props.eventId} />
    </PageShell>
  );
}
