import type { Lang } from '../../shared/i18n.js';
import { useTexts } from '../../shared/i18n.js';
import { en } from './en.js';
import { type BoardTexts, vi } from './vi.js';

export const boardTexts: Record<Lang, BoardTexts> = { vi, en };
export const useBoardTexts = (): BoardTexts => useTexts(boardTexts);
