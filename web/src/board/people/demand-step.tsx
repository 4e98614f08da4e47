import type { Demand, Shift } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

/** One more or one fewer, without leaving the least and the most behind. */
function stepped(row: Demand, by: 1 | -1): Demand {
  const target = row.target + by;
  return {
    ...row,
    target,
    minimum: Math.min(row.minimum, target),
    maximum: Math.max(row.maximum, target),
  };
}

/** Raises and lowers what a shift wants, right where it is read. */
export function DemandStep(props: { shift: Shift; row: Demand; of: string }) {
  const t = useBoardTexts().people.demand;
  const { eventId, reloadSites } = useDay();
  const { shift, row } = props;
  const change = async (version: number, to: Demand) => {
    const params = { eventId, shiftId: shift.id };
    try {
      return await call('POST /events/:eventId/shifts/:shiftId/demand/change', {
        params,
        body: { version, to },
      });
    } finally {
      // Also where somebody else was faster: the number to choose from is theirs now.
      await reloadSites();
    }
  };
  const step = async (by: 1 | -1) => {
    const to = stepped(row, by);
    const changed = await change(shift.version, to);
    sayDone(
      ({ people }) => people.demand.changed(shift.title, fmt.number(row.target), fmt.number(to.target)),
      () => change(changed.version, row),
    );
  };
  return (
    <span class="stepper" role="group" aria-label={t.group(props.of)}>
      <Button aria-label={t.less(props.of)} disabled={row.target === 0} onClick={() => step(-1)}>
        −
      </Button>
      <b class="digits">{fmt.number(row.target)}</b>
      <Button aria-label={t.more(props.of)} onClick={() => step(1)}>
        +
      </Button>
      <span class="digits">{t.range(fmt.number(row.minimum), fmt.number(row.maximum))}</span>
    </span>
  );
}
