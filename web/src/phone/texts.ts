import type { Lang } from '../shared/i18n.js';
import { en } from './en.js';
import { type PhoneTexts, vi } from './vi.js';

export const phoneTexts: Record<Lang, PhoneTexts> = { vi, en };
