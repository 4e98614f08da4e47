import type { Lang } from '../i18n.js';
import { en } from './en.js';
import { type ReplayTexts, vi } from './vi.js';

export const replayTexts: Record<Lang, ReplayTexts> = { vi, en };
