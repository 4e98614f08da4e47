import type { MyResults, ResultReceipt } from '../../../../src/contracts/results.js';
import { keep, kept } from '../../shared/kept.js';
import { RESULTS_KEY } from '../remembered.js';
import { keyOf, type SavedResult } from './saved-result.js';

/** What the server last said of one's own results, kept for where there is no network. */
export function recallResults(personId: string): MyResults {
  const text = kept(RESULTS_KEY);
  if (text === null) return [];
  try {
    // Written by this page alone; of another person on the same phone it tells nothing.
    const last: unknown = JSON.parse(text);
    return isKept(last) && last.personId === personId ? last.results : [];
  } catch {
    return [];
  }
}

export function rememberResults(personId: string, results: MyResults): void {
  keep(RESULTS_KEY, JSON.stringify({ personId, results }));
}

function isKept(value: unknown): value is { personId: string; results: MyResults } {
  return typeof value === 'object' && value !== null && 'personId' in value && 'results' in value;
}

/** With how many pictures the server has of one indicator at one place. */
export function withPhotos(known: MyResults, wanted: Parameters<typeof keyOf>[0], photos: number): MyResults {
  return changed(known, new Map([[keyOf(wanted), { photos }]]));
}

/** With what receipts say stands now, of the reports they answer. */
export function withReceipts(
  known: MyResults,
  batch: readonly SavedResult[],
  receipts: readonly ResultReceipt[],
): MyResults {
  const mine = new Map<string, ResultReceipt['mine']>();
  for (const receipt of receipts) {
    const sent = batch.find((one) => one.id === receipt.id);
    if (sent) mine.set(keyOf(sent), receipt.mine);
  }
  return changed(known, mine);
}

function changed(known: MyResults, by: ReadonlyMap<string, object>): MyResults {
  return known.map((place) => ({
    ...place,
    indicators: place.indicators.map((indicator) => ({
      ...indicator,
      ...by.get(keyOf({ assignmentId: place.assignmentId, indicatorId: indicator.id })),
    })),
  }));
}
