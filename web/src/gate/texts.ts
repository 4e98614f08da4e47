import type { Lang } from '../shared/i18n.js';
import { useTexts } from '../shared/i18n.js';
import { en } from './en.js';
import { type GateTexts, vi } from './vi.js';

export const gateTexts: Record<Lang, GateTexts> = { vi, en };
export const useGateTexts = (): GateTexts => useTexts(gateTexts);
