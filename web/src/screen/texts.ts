import type { Lang } from '../shared/i18n.js';
import { en } from './en.js';
import { type ScreenTexts, vi } from './vi.js';

export const screenTexts: Record<Lang, ScreenTexts> = { vi, en };
