import { openDisk, type Rows } from '../shared/outbox/disk.js';
import type { Saved } from './saved-check-in.js';

/**
 * Check-ins and answers of this phone, whoever's they are.
 * @param onLost the phone has no room for one of them: it lives as long as the page
 */
export async function openOutboxStore(onLost?: () => void): Promise<Rows<Saved> & { durable: boolean }> {
  const disk = await openDisk('rq-phone', ['check-ins'], onLost);
  return { durable: disk.durable, ...disk.rows<Saved>('check-ins') };
}
