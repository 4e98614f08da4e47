import { useState } from 'preact/hooks';
import type { MatchingWeights, Plan } from '../../../../src/contracts/assignments.js';
import { Button, Dialog, Field, Form, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { LoadFailed } from '../page-shell.js';
import { WholeNumber } from '../steps/whole-number.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { isReadable } from './plan-state.js';
import { WEIGHTS } from './weights.js';
import { WeightRow } from './weight-row.js';

/** How people are placed: the weights, how many published places may move, the rest; then a run. */
export function SettingsDialog(props: {
  /** The plan that questions are asked of, while it is as it was computed; null before the first. */
  plan: Plan | null;
  onClose: () => void;
  onMade: (plan: Plan) => void;
}) {
  const words = useBoardTexts().steps.plan;
  const { eventId } = useDay();
  const known = useLoad(() => call('GET /events/:eventId/plan-weights', { params: { eventId } }), eventId);
  const [changed, change] = useState<MatchingWeights | null>(null);
  const [mayMove, setMayMove] = useState(0);
  const [restMinutes, setRest] = useState(props.plan?.restMinutes ?? 0);
  const weights = changed ?? known.data?.weights ?? null;
  const defaults = known.data?.defaults ?? null;
  const isDefault = defaults !== null && WEIGHTS.every((name) => weights?.[name] === defaults[name]);
  const asks = props.plan && isReadable(props.plan) && props.plan.proof ? props.plan : null;
  const make = async () => {
    if (!weights) return;
    const made = await call('POST /events/:eventId/plans', {
      params: { eventId },
      body: { weights, mayMove, restMinutes },
    });
    props.onClose();
    props.onMade(made);
  };
  return (
    <Dialog medium title={words.settings.title} onClose={props.onClose}>
      {known.error !== null && <LoadFailed error={known.error} onRetry={known.reload} />}
      {!known.data && known.error === null && <Loading />}
      {weights && (
        <Form submit={props.plan ? words.again : words.make} onSubmit={make} onCancel={props.onClose}>
          <p class="soft">{words.settings.lead}</p>
          <div class="weights">
            {WEIGHTS.map((name) => (
              <WeightRow
                key={name}
                name={name}
                value={weights[name]}
                onChange={(value) => change({ ...weights, [name]: value })}
                plan={asks}
              />
            ))}
            <p>
              {isDefault ? (
                <span class="soft">✓ {words.settings.isDefault}</span>
              ) : (
                <Button look="quiet" onClick={() => change(defaults)}>
                  {words.settings.reset}
                </Button>
              )}
            </p>
          </div>
          <div class="two">
            <Field label={words.settings.mayMove} hint={words.settings.mayMoveHint}>
              <WholeNumber value={mayMove} onChange={setMayMove} min={0} max={100_000} />
            </Field>
            <Field label={words.settings.rest} hint={words.settings.restHint}>
              <WholeNumber value={restMinutes} onChange={setRest} min={0} max={24 * 60} />
            </Field>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
