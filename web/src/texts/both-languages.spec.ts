import { describe, expect, it } from 'vitest';
import { differences } from './both-languages.js';

type Catalogue = Record<string, Record<string, unknown>>;
const vietnamese = import.meta.glob<Catalogue>('../**/vi.ts', { eager: true });
const english = import.meta.glob<Catalogue>('../**/en.ts', { eager: true });

/** A gate says its event's state only when it cannot check in. */
const EMPTY = ['../gate/vi.ts state.live: empty'];
/** Texts that are the same in both languages, and are meant to be. */
const SAME = ['Ra Quân', 'VNeID', 'Tiếng Việt', 'English'];

describe('the two languages of a catalogue', () => {
  it('differ where a text is missing, empty, untranslated, or says another number of things', () => {
    const vi = {
      a: 'Một',
      b: '',
      c: 'Same',
      d: (x: string, y: string) => x + y,
      e: { f: 'Hai' },
      g: ['Ba', 'Bốn'],
    };
    const en = { a: 'One', b: 'Two', c: 'Same', d: (x: string) => `${x}!`, e: {}, g: ['Three'], h: 'More' };
    expect(differences(vi, en)).toEqual([
      'b: empty',
      'c: the same in both: Same',
      'd: takes 2 values and 1',
      'e.f: only in Vietnamese',
      'g.1: only in Vietnamese',
      'h: only in English',
    ]);
  });

  it('differ where a value is left out of a sentence', () => {
    const vi = { a: (x: string, y: string) => `${x} trong ${y}` };
    const en = { a: (x: string, y: string) => (y === '' ? '' : `${x} of all`) };
    expect(differences(vi, en)).toEqual(['a: uses 1, 2 and 1']);
  });

  it('say the same in every face', () => {
    expect(Object.keys(vietnamese).length).toBeGreaterThan(3);
    const found = Object.entries(vietnamese).flatMap(([path, module]) =>
      differences(module['vi'] ?? {}, english[path.replace(/vi\.ts$/, 'en.ts')]?.['en'] ?? {})
        .filter((one) => !SAME.some((same) => one.endsWith(`in both: ${same}`)))
        .map((one) => `${path} ${one}`),
    );
    expect(found.filter((one) => !EMPTY.includes(one))).toEqual([]);
  });
});
