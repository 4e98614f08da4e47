import { enPush } from './en-push.js';
import { viPush } from './vi-push.js';

/** What a notification says; the letter itself is read on the page. */
export interface Note {
  lang: 'vi' | 'en';
  seq: number;
  title: string;
  body: string;
}

const TEXTS = { vi: viPush, en: enPush };

/** Of what the server has sent, and of whatever else: a push that shows nothing is punished by browsers. */
export function noteOf(data: { json: () => unknown } | null): Note {
  const said = read(data);
  const lang = said['lang'] === 'en' ? 'en' : 'vi';
  const { title, ...bodies } = TEXTS[lang];
  const kind = String(said['kind']);
  const body = Object.keys(bodies).includes(kind) ? bodies[kind as keyof typeof bodies] : bodies.other;
  return { lang, seq: Number(said['seq']) || 0, title, body };
}

function read(data: { json: () => unknown } | null): Record<string, unknown> {
  try {
    const said: unknown = data?.json();
    return typeof said === 'object' && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}
