import { openDisk, type Rows } from '../shared/outbox/disk.js';
import type { Saved } from './saved-check-in.js';

/** Check-ins and answers of this phone, whoever's they are. */
export async function openOutboxStore(): Promise<Rows<Saved> & { durable: boolean }> {
  const disk = await openDisk('rq-phone', ['check-ins']);
  return { durable: disk.durable, ...disk.rows<Saved>('check-ins') };
}
