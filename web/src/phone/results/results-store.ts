import { openDisk, type Rows } from '../../shared/outbox/disk.js';
import type { SavedResult } from './saved-result.js';

/** A picture that waits to be sent. */
export interface SavedPhoto {
  id: string;
  personId: string;
  assignmentId: string;
  eventId: string;
  indicatorId: string;
  deviceTime: string;
  jpeg: ArrayBuffer;
}

export interface ResultsStore {
  durable: boolean;
  results: Rows<SavedResult>;
  photos: Rows<SavedPhoto>;
}

/**
 * Reports and pictures of this phone, whoever's they are.
 * @param onLost the phone has no room for one of them: it lives as long as the page
 */
export async function openResultsStore(onLost?: () => void): Promise<ResultsStore> {
  const disk = await openDisk('rq-results', ['results', 'photos'], onLost);
  return { durable: disk.durable, results: disk.rows('results'), photos: disk.rows('photos') };
}
