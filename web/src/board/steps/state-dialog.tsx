import type { EventState } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Dialog, Empty, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';

const NEXT: Record<EventState, 'open' | 'live' | 'closed' | null> = {
  draft: 'open',
  open: 'live',
  live: 'closed',
  closed: null,
};

/** Draft → open → live → closed: one step, asked for in words with its numbers. */
export function StateDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { board, eventId } = useDay();
  const { totals, target, event } = board;
  const next = NEXT[event.state];
  if (next === null) {
    return (
      <Dialog title={t.steps.bar.state} onClose={props.onClose}>
        <Empty
          title={t.steps.state.closedDone}
          hint={t.steps.state.present(fmt.number(totals.people), fmt.number(target))}
        />
      </Dialog>
    );
  }
  const sure = {
    open: t.steps.state.openSure,
    live: t.steps.state.liveSure,
    closed: t.steps.state.closedSure,
  };
  const go = async () => {
    await call('POST /events/:eventId/state', { params: { eventId }, body: { to: next } });
    props.onClose();
  };
  return (
    <Dialog title={`${t.steps.state[next]}: ${event.title}`} onClose={props.onClose}>
      <Form submit={t.steps.state[next]} onSubmit={go} onCancel={props.onClose} danger={next === 'closed'}>
        <p>{sure[next]}</p>
        <p class="digits">
          {next === 'closed'
            ? t.steps.state.present(fmt.number(totals.people), fmt.number(target))
            : t.steps.state.accepted(fmt.number(totals.accepted), fmt.number(totals.offered))}
        </p>
      </Form>
    </Dialog>
  );
}
