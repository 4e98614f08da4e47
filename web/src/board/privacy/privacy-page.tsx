import { PageShell } from '../page-shell.js';
import { to } from '../router.js';
import { PRIVACY_READERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { MinorsCard } from './minors-card.js';
import './paper-sheets.css';
import './privacy.css';
import { RequestsCard } from './requests-card.js';
import { RetentionCard } from './retention-card.js';

/** What people ask about their data, whose guardians must still agree, and what is kept how long. */
export function PrivacyPage() {
  const t = useBoardTexts().privacy;
  const office = useMay(...PRIVACY_READERS);
  const collects = useMay('province_coordinator', 'event_organiser', 'unit_leader');
  return (
    <PageShell title={t.title} back={to.events}>
      {office && <RequestsCard />}
      {collects && <MinorsCard />}
      {office && <RetentionCard />}
    </PageShell>
  );
}
