import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { say, useTexts } from '../shared/i18n.js';
import { directionsLink, telLink } from './directions.js';
import { phoneTexts } from './texts.js';
import { dayOf, windowOf } from './when.js';

/** Where I go, when, whom I meet and why me. */
export function AssignmentCard({ assignment: a }: { assignment: MyAssignment }) {
  const t = useTexts(phoneTexts);
  const way = directionsLink({ ...a, name: a.siteName }, navigator.userAgent);
  return (
    <article class="card">
      <p class="card-event">{a.eventTitle}</p>
      <h2>{a.communeFullName}</h2>
      <p class="card-time">
        <b class="digits">{windowOf(a.startsAt, a.endsAt)}</b>
        <span>{dayOf(a.startsAt, Date.now(), t.details)}</span>
      </p>
      <div class="card-links">
        {way !== null && (
          <a class="button plain" href={way} target="_blank" rel="noreferrer">
            <PinIcon /> {t.details.directions}
          </a>
        )}
        {a.contactPhone !== null && (
          <a class="button plain" href={telLink(a.contactPhone)}>
            <PhoneIcon /> {t.details.call}
          </a>
        )}
      </div>
      <dl>
        <dt>{t.details.place}</dt>
        <dd>
          {a.siteName}
          {a.address !== null && <span>{a.address}</span>}
          <span>{a.shiftTitle}</span>
        </dd>
        <dt>{t.details.contact}</dt>
        <dd>{a.contactPhone === null ? t.details.noContact : (a.contactName ?? a.contactPhone)}</dd>
        {a.reason && (
          <>
            <dt>{t.details.why}</dt>
            <dd>{say(a.reason)}</dd>
          </>
        )}
      </dl>
    </article>
  );
}

const PinIcon = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 22s7-7.6 7-12.5a7 7 0 1 0-14 0C5 14.4 12 22 12 22zm0-9.7a2.8 2.8 0 1 1 0-5.6 2.8 2.8 0 0 1 0 5.6z" />
  </svg>
);
const PhoneIcon = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1z" />
  </svg>
);
