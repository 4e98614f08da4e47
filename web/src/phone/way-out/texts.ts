import type { Lang } from '../../shared/i18n.js';
import { en } from './en.js';
import { vi, type WayOutTexts } from './vi.js';

export const wayOutTexts: Record<Lang, WayOutTexts> = { vi, en };
