import { useState } from 'preact/hooks';
import type { Plan } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';

const WITHIN = [15, 60, 360, 1440, 2880, 4320, 10080] as const;
type Within = (typeof WITHIN)[number];

/** The last look before thousands of phones ring: how many, what is missing, until when. */
export function PublishForm(props: { plan: Plan; onClose: () => void; onDone: () => void }) {
  const t = useBoardTexts();
  const [within, setWithin] = useState<Within>(1440);
  const { plan } = props;
  const publish = async () => {
    const done = await call('POST /events/:eventId/plans/:planId/publish', {
      params: { eventId: plan.eventId, planId: plan.id },
      body: { answerWithinMinutes: within },
    });
    sayDone((words) => words.steps.plan.published(fmt.number(done.offered), fmt.number(done.standby)));
    props.onDone();
  };
  const until = new Date(Date.now() + within * 60_000);
  return (
    <Dialog title={t.steps.plan.publishTitle} onClose={props.onClose}>
      <Form submit={t.steps.plan.publish} onSubmit={publish} onCancel={props.onClose}>
        <p class="big-words">{t.steps.plan.publishLead(fmt.number(plan.placed))}</p>
        {plan.shortOfTarget > 0 && (
          <p class="warn-words">▲ {t.steps.plan.publishGaps(fmt.number(plan.shortOfTarget))}</p>
        )}
        <Field label={t.steps.plan.answerWithin} hint={t.steps.plan.answerUntil(fmt.dateTime(until))}>
          <select
            value={within}
            onChange={(event) =>
              setWithin(WITHIN.find((one) => String(one) === event.currentTarget.value) ?? 1440)
            }
          >
            {WITHIN.map((one) => (
              <option key={one} value={one}>
                {t.steps.plan.within[one]}
              </option>
            ))}
          </select>
        </Field>
      </Form>
    </Dialog>
  );
}
