import type { Lang } from '../../shared/i18n.js';
import { en } from './en.js';
import { type ResultTexts, vi } from './vi.js';

export const resultTexts: Record<Lang, ResultTexts> = { vi, en };
