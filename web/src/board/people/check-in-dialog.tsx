import { useState } from 'preact/hooks';
import type { Assignment } from '../../../../src/contracts/assignments.js';
import { deviceId } from '../../shared/device-id.js';
import { fmt } from '../../shared/i18n.js';
import { randomId } from '../../shared/random-id.js';
import { Dialog, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { sayLeftOut } from './say-act.js';

/** Ticks people off as present, each where he or she was sent; who ticks cannot take it back, and is asked first. */
export function CheckInDialog(props: {
  eventId: string;
  people: readonly Assignment[];
  onDone: () => void;
  onClose: () => void;
}) {
  const words = useBoardTexts().people.acts;
  // Made once: sent again after an unknown outcome they are the same check-ins.
  const [ticks] = useState(() => props.people.map((one) => ({ one, id: randomId() })));
  const checkIn = async () => {
    const deviceTime = new Date().toISOString();
    const { receipts } = await call('POST /events/:eventId/check-ins', {
      params: { eventId: props.eventId },
      body: {
        deviceId: deviceId(),
        entries: ticks.map(({ one: { siteId, personId }, id }) => ({
          id,
          method: 'leader' as const,
          siteId,
          personId,
          deviceTime,
        })),
      },
    });
    const names = new Map(ticks.map(({ one, id }) => [id, one.fullName]));
    const left = receipts.filter(({ outcome }) => outcome !== 'counted');
    const done = receipts.length - left.length;
    if (done > 0) sayDone(({ people }) => people.acts.checkedIn(fmt.number(done)));
    sayLeftOut(left.map(({ id, message }) => ({ fullName: names.get(id) ?? '', why: message })));
    props.onClose();
    props.onDone();
  };
  return (
    <Dialog title={words.checkInTitle(fmt.number(ticks.length))} onClose={props.onClose}>
      <Form submit={words.checkIn} onSubmit={checkIn} onCancel={props.onClose}>
        <p>{words.checkInLead}</p>
      </Form>
    </Dialog>
  );
}
