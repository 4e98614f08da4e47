import type { Lang } from '../../../shared/i18n.js';
import { en } from './en.js';
import { type AskTexts, vi } from './vi.js';

export const askTexts: Record<Lang, AskTexts> = { vi, en };
