import type { BoardTexts } from '../texts/vi.js';

type ProviderTexts = BoardTexts['account']['provider'];

/** What a fault that the server has put into the address means; anything unknown is the provider's failure. */
export function faultText({ faults, failed }: ProviderTexts, fault: string): string {
  return Object.entries(faults).find(([code]) => code === fault)?.[1] ?? failed;
}
