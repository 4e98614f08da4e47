import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { Assignment } from '../../../../src/contracts/assignments.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { CallButton } from '../day/call-button.js';
import { PersonLinkDialog } from '../day/person-link-dialog.js';
import { PEOPLE_TENDERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';

/** One person: a verb, when it was, and who of the staff did it. Drawn again when that changes, not at every frame. */
export const PersonLine = memo(function PersonLine(props: { one: Assignment; site: string | null }) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  const mayLink = useMay(...PEOPLE_TENDERS);
  const [linking, setLinking] = useState(false);
  const { one } = props;
  const ask = () =>
    call('POST /events/:eventId/assignments/:assignmentId/call', {
      params: { eventId: one.eventId, assignmentId: one.id },
    });
  return (
    <>
      <div>
        <span>{one.fullName}</span>
        {one.skill !== null && <span class="tag">{shared.skills[one.skill]}</span>}
        <div class="soft ellipsis">
          <span class={`verb ${one.step}`}>
            {one.step === 'gone' ? shared.states[one.state] : t.people.steps[one.step]}
          </span>{' '}
          <span class="digits">{whenOf(one.stepAt)}</span>
          {one.stepBy !== null && ` · ${one.stepBy}`}
          {(one.step === 'offered' || one.step === 'seen') &&
            one.deadlineAt !== null &&
            ` · ${t.people.until(whenOf(one.deadlineAt))}`}
          {props.site !== null && ` · ${props.site}`}
        </div>
      </div>
      {one.phone === null ? (
        <span class="soft">{t.commune.no_phone}</span>
      ) : (
        <CallButton masked={one.phone} name={one.fullName} ask={ask} />
      )}
      {mayLink && (
        <Button look="quiet" onClick={() => setLinking(true)}>
          {t.commune.link}
        </Button>
      )}
      {linking && <PersonLinkDialog one={one} onClose={() => setLinking(false)} />}
    </>
  );
});

/** The time; with the date when it is not today's. */
const whenOf = (instant: string): string =>
  fmt.date(instant) === fmt.date(new Date()) ? fmt.time(instant) : fmt.dateTime(instant);
