import type { Lang, Sentence } from '../../shared/i18n.js';
import { en } from './en.js';
import { type RightsTexts, vi } from './vi.js';

export const rightsTexts: Record<Lang, RightsTexts> = { vi, en };

/** One of these words in both languages, for messages. */
export const inBoth = (of: (t: RightsTexts) => string): Sentence => ({
  vi: of(vi),
  en: of(en),
});
