import { useState } from 'preact/hooks';
import type { Plan, PlanCommune } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { nameOf } from '../communes.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { countAsked } from '../plan/count-asked.js';
import { shortOf } from '../plan/fill.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { sayDone } from './say-done.js';

const WITHIN = [15, 60, 360, 1440, 2880, 4320, 10080] as const;
type Within = (typeof WITHIN)[number];

/** The last look before thousands of phones ring: how many, where, what is missing, until when. */
export function PublishForm(props: {
  plan: Plan;
  /** Only these; absent or null: everything. */
  communes?: PlanCommune[] | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const words = useBoardTexts().steps.plan;
  const { communes: names } = useDay();
  const [within, setWithin] = useState<Within>(1440);
  const { plan } = props;
  const { eventId, id: planId } = plan;
  const communes = props.communes ?? null;
  const communeIds = communes?.map((row) => row.communeId);
  const count = useLoad(
    () => countAsked(plan, communes),
    `${planId} ${plan.placed} ${communeIds?.join(' ')}`,
  );
  const short = communes?.reduce((sum, row) => sum + shortOf(row), 0) ?? plan.shortOfTarget;
  const publish = async () => {
    const done = await call('POST /events/:eventId/plans/:planId/publish', {
      params: { eventId, planId },
      body: { answerWithinMinutes: within, ...(communeIds ? { communeIds } : {}) },
    });
    sayDone((t) => t.steps.plan.published(fmt.number(done.offered), fmt.number(done.standby)));
    props.onDone();
  };
  const until = new Date(Date.now() + within * 60_000);
  const [first] = communeIds ?? [];
  const title =
    communeIds === undefined || first === undefined
      ? words.publishTitle
      : communeIds.length === 1
        ? words.publishOne(nameOf(names, first))
        : words.publishPart(fmt.number(communeIds.length));
  return (
    <Dialog title={title} onClose={props.onClose}>
      <Form submit={words.publish} onSubmit={publish} onCancel={props.onClose}>
        {count.error !== null && <LoadFailed error={count.error} onRetry={count.reload} />}
        {!count.data && count.error === null && <p class="big-words soft">{words.asking}</p>}
        {count.data && (
          <div>
            <p class="big-words">
              {count.data.asked > 0 ? words.publishLead(fmt.number(count.data.asked)) : words.publishNobody}
            </p>
            {count.data.moved > 0 && <p>{words.publishMoved(fmt.number(count.data.moved))}</p>}
            {count.data.withdrawn > 0 && (
              <p class="warn-words">▲ {words.publishWithdrawn(fmt.number(count.data.withdrawn))}</p>
            )}
          </div>
        )}
        {short > 0 && <p class="warn-words">▲ {words.publishGaps(fmt.number(short))}</p>}
        {communes && <p class="soft">{words.publishRest}</p>}
        <Field label={words.answerWithin} hint={words.answerUntil(fmt.dateTime(until))}>
          <select
            value={within}
            onChange={(event) =>
              setWithin(WITHIN.find((one) => String(one) === event.currentTarget.value) ?? 1440)
            }
          >
            {WITHIN.map((one) => (
              <option key={one} value={one}>
                {words.within[one]}
              </option>
            ))}
          </select>
        </Field>
      </Form>
    </Dialog>
  );
}
