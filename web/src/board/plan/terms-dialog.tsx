import { useState } from 'preact/hooks';
import type { RegistrationTerms } from '../../../../src/contracts/events.js';
import { Dialog, Form, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { CommunePicker } from './commune-picker.js';
import { TimesField } from './times-field.js';

/** On which terms somebody takes part: when, where to gladly, where to not. */
export function TermsDialog(props: { person: { personId: string; fullName: string }; onClose: () => void }) {
  const words = useBoardTexts().steps.plan.terms;
  const { eventId, communes } = useDay();
  const { personId, fullName } = props.person;
  const params = { eventId, personId };
  const known = useLoad(() => call('GET /events/:eventId/registrations/:personId', { params }), personId);
  const [changed, change] = useState<RegistrationTerms | null>(null);
  const terms = changed ?? known.data;
  const save = async () => {
    if (!terms) return;
    await call('PUT /events/:eventId/registrations/:personId', { params, body: terms });
    sayDone((t) => t.steps.plan.terms.saved);
    props.onClose();
  };
  return (
    <Dialog medium title={words.title(fullName)} onClose={props.onClose}>
      {known.error !== null && <LoadFailed error={known.error} onRetry={known.reload} />}
      {!terms && known.error === null && <Loading />}
      {terms && (
        <Form submit={words.save} onSubmit={save} onCancel={props.onClose}>
          <p class="soft">{words.lead}</p>
          <TimesField value={terms.available} onChange={(available) => change({ ...terms, available })} />
          <CommunePicker
            label={words.wishes}
            value={terms.wishCommuneIds}
            communes={communes}
            most={10}
            without={terms.excludedCommuneIds}
            onChange={(wishCommuneIds) => change({ ...terms, wishCommuneIds })}
          />
          <CommunePicker
            label={words.excluded}
            value={terms.excludedCommuneIds}
            communes={communes}
            most={50}
            without={terms.wishCommuneIds}
            onChange={(excludedCommuneIds) => change({ ...terms, excludedCommuneIds })}
          />
        </Form>
      )}
    </Dialog>
  );
}
