import type { Lang } from '../shared/i18n.js';
import { type PhoneTexts, vi } from './vi.js';

/** English is loaded by those who choose it: see english.ts. Until then nobody reads it. */
export const phoneTexts: Record<Lang, PhoneTexts> = { vi, en: vi };
