import type { Lang } from '../shared/i18n.js';
import { phoneTexts } from './texts.js';

/** Puts the English words in their places when they are asked for. */
export async function loadLanguage(lang: Lang): Promise<void> {
  if (lang === 'en') phoneTexts.en = (await import('./en.js')).en;
}
