import { toast } from '../../shared/toast.js';
import { boardTexts } from '../texts/index.js';
import type { BoardTexts } from '../texts/vi.js';

/** Tells that something is done, in both languages, so that a switch of language holds for it too. */
export function sayDone(words: (t: BoardTexts) => string, undo?: () => Promise<unknown>): void {
  const both = (of: (t: BoardTexts) => string) => ({ vi: of(boardTexts.vi), en: of(boardTexts.en) });
  toast.good(both(words), undo && { text: both((t) => t.undo), run: undo });
}
