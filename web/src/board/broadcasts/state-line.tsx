import { useEffect, useState } from 'preact/hooks';
import type { Broadcast } from '../../../../src/contracts/broadcasts.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';

/** Where it stands; while it waits, how long, and the way back. */
export function StateLine(props: { broadcast: Broadcast; mayUndo: boolean; onChanged: () => Promise<void> }) {
  const t = useBoardTexts().broadcasts;
  const { broadcast } = props;
  const left = useSecondsLeft(broadcast.waitMs);
  if (broadcast.state === 'sent') {
    return <p class="good-words">✓ {t.sent(fmt.seconds(broadcast.sentAt ?? broadcast.createdAt))}</p>;
  }
  if (broadcast.state === 'undone') return <p class="soft">{t.undone}</p>;
  const undo = async () => {
    const params = { eventId: broadcast.eventId, broadcastId: broadcast.id };
    await call('POST /events/:eventId/broadcasts/:broadcastId/undo', { params }).finally(props.onChanged);
  };
  return (
    <p class="sending" role="status">
      <span class="digits">{left > 0 ? t.sending(fmt.number(left)) : t.sendingNow}</span>
      {props.mayUndo && left > 0 && <Button onClick={undo}>{t.undo}</Button>}
    </p>
  );
}

/** Counted from when the server said how long, by this machine's own clock: whatever it shows, a second is a second. */
function useSecondsLeft(waitMs: number | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const until = performance.now() + (waitMs ?? 0);
    const tick = () => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [waitMs]);
  return left;
}
