import { useEffect, useRef, useState } from 'preact/hooks';
import type { Look, Presence } from '../../../../src/contracts/live.js';
import { LOOK_EVERY_MS } from '../../../../src/kernel/presence.js';
import { openSocket } from '../../live-client/index.js';
import { useSession } from '../session.js';

export type Onlooker = Presence['staff'][number];

/** Says what this page looks at, as long as it is in sight, and hears who else looks at the event. */
export function usePresence(eventId: string, page: Look['page'], communeId: string | null): Onlooker[] {
  const { session } = useSession();
  const [staff, setStaff] = useState<Onlooker[]>([]);
  const sayNow = useRef<() => void>(() => undefined);
  const where = useRef({ page, communeId });
  where.current = { page, communeId };
  useEffect(() => {
    const { socket, close } = openSocket('staff');
    sayNow.current = () => {
      if (!socket.connected || document.hidden) return;
      socket.emit('look', { eventId, ...where.current }, (answer) => {
        setStaff(answer.ok ? answer.presence.staff : []);
      });
    };
    const say = () => sayNow.current();
    socket.on('connect', say);
    socket.on('disconnect', () => setStaff([]));
    socket.on('presence', (said) => {
      if (said.eventId === eventId) setStaff(said.staff);
    });
    document.addEventListener('visibilitychange', say);
    const timer = setInterval(say, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', say);
      close();
    };
  }, [eventId]);
  useEffect(() => sayNow.current(), [page, communeId]);
  return staff.filter((one) => one.staffId !== session.subjectId);
}
