import { useEffect, useState } from 'preact/hooks';
import { keep, kept } from './kept.js';

export type Lang = 'vi' | 'en';
/** A sentence in both languages, as errors, reasons and receipts carry it. */
export interface Sentence {
  vi: string;
  en: string;
}

const KEY = 'rq.lang';
const ZONE = 'Asia/Ho_Chi_Minh';
const listeners = new Set<() => void>();
let lang: Lang = kept(KEY) === 'en' ? 'en' : 'vi';
document.documentElement.lang = lang;

let prepare: (next: Lang) => Promise<unknown> = () => Promise.resolve();

/**
 * For a face that loads a language's texts only when it is chosen; resolves when the present one is there. Where it cannot be
 * loaded, the page speaks Vietnamese, which is always there, and the choice is kept for the next time.
 */
export async function prepareLanguages(load: (next: Lang) => Promise<unknown>): Promise<void> {
  prepare = load;
  await load(lang).catch(() => speak('vi'));
}

/**
 * Changes the language once its texts are there; without them the old one stays.
 * @throws when they cannot be loaded
 */
export async function setLang(next: Lang): Promise<void> {
  await prepare(next);
  change(next);
}

function speak(next: Lang): void {
  lang = next;
  document.documentElement.lang = next;
}

function change(next: Lang): void {
  speak(next);
  keep(KEY, next);
  for (const listener of listeners) listener();
}

export function useLang(): Lang {
  const [current, set] = useState(lang);
  useEffect(() => {
    const listener = () => set(lang);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return current;
}

/** The texts of a catalogue in the chosen language; both languages have the same keys by type. */
export function useTexts<T>(catalogue: Record<Lang, T>): T {
  return catalogue[useLang()];
}

export const say = (sentence: Sentence): string => sentence[lang];

const LOCALES: Record<Lang, string> = { vi: 'vi-VN', en: 'en-GB' };
/** Made when it is first asked for, one for each language: making one is dear, and a phone needs few. */
function perLang<T>(make: (locale: string) => T): () => T {
  const made: Partial<Record<Lang, T>> = {};
  return () => (made[lang] ??= make(LOCALES[lang]));
}
const numbers = perLang((locale) => new Intl.NumberFormat(locale));
const decimals = perLang((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const weekdays = perLang((locale) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, weekday: 'long' }));
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function partsOf(instant: string | Date): Record<Intl.DateTimeFormatPartTypes, string> {
  const parts = clock.formatToParts(typeof instant === 'string' ? new Date(instant) : instant);
  return Object.fromEntries(parts.map((part) => [part.type, part.value])) as Record<
    Intl.DateTimeFormatPartTypes,
    string
  >;
}

/** Numbers and times as people in Việt Nam read them, always in Việt Nam's time. */
export const fmt = {
  /** 1.234.567 */
  number: (value: number): string => numbers().format(value),
  /** −3, +0, +3 */
  signed: (value: number): string => `${value < 0 ? '−' : '+'}${fmt.number(Math.abs(value))}`,
  decimal: (value: number): string => decimals().format(value),
  /** Whole per cent, rounded down so that 100 % means all; "–" of nothing. */
  percent: (part: number, whole: number): string =>
    whole <= 0 ? '–' : `${Math.floor((100 * part) / whole)}%`,
  /** 10/10/2026 */
  date: (instant: string | Date): string => {
    const p = partsOf(instant);
    return `${p.day}/${p.month}/${p.year}`;
  },
  /** 10/10/2026 07:00 */
  dateTime: (instant: string | Date): string => {
    const p = partsOf(instant);
    return `${p.day}/${p.month}/${p.year} ${p.hour}:${p.minute}`;
  },
  /** 07:42 */
  time: (instant: string | Date): string => {
    const p = partsOf(instant);
    return `${p.hour}:${p.minute}`;
  },
  /** 07:42:10 */
  seconds: (instant: string | Date): string => {
    const p = partsOf(instant);
    return `${p.hour}:${p.minute}:${p.second}`;
  },
  weekday: (instant: string): string => weekdays().format(new Date(instant)),
  /** For an input of type datetime-local: the clock of Việt Nam, whatever the computer's is. */
  toInput: (instant: string): string => {
    const p = partsOf(instant);
    return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`;
  },
  fromInput: (value: string): string => new Date(`${value}:00+07:00`).toISOString(),
};

let collator: Intl.Collator | undefined;
export const byName = (a: string, b: string): number => {
  collator ??= new Intl.Collator('vi');
  return collator.compare(a, b);
};
