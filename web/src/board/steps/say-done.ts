import type { Lang } from '../../shared/i18n.js';
import { toast } from '../../shared/toast.js';
import { boardTexts } from '../texts/index.js';
import type { BoardTexts } from '../texts/vi.js';

/** Tells that something is done, in both languages, so that a switch of language holds for it too. */
export function sayDone(words: (t: BoardTexts) => string): void {
  const of = (lang: Lang): string => words(boardTexts[lang]);
  toast.good({ vi: of('vi'), en: of('en') });
}
