import { en } from './en.js';
import type { Lang } from './i18n.js';
import { type SharedTexts, vi } from './vi.js';

export const sharedTexts: Record<Lang, SharedTexts> = { vi, en };
