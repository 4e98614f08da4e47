import type { Socket } from 'socket.io';
import { Allowance } from '../../kernel/allowance.js';

/** Of one connection, whatever it sends: also what is no message, and before it has said who it is. */
const PACKETS = { atOnce: 150, perSecond: 10 };
/** A gate's tablet that was offline for hours sends twenty messages of 50 KB. */
const BYTES = { atOnce: 1024 * 1024, perSecond: 64 * 1024 };

/** Hangs up on a connection that floods. Hasty clients are told so before, message by message. */
export function limitConnection(connection: Socket['conn']): void {
  const now = performance.now();
  const packets = new Allowance(PACKETS.atOnce, PACKETS.perSecond, now);
  const bytes = new Allowance(BYTES.atOnce, BYTES.perSecond, now);
  connection.on('packet', ({ data }: { data?: string | Buffer }) => {
    const at = performance.now();
    const left = Math.min(packets.take(at), bytes.take(at, data?.length ?? 0));
    if (left < 0) connection.close(true);
  });
}
