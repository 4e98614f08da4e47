import { describe, expect, it } from 'vitest';

const vietnamese = import.meta.glob<string>('../**/vi*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const english = import.meta.glob<string>('../**/en*.ts', { query: '?raw', import: 'default', eager: true });

/** Both ways are right; one product keeps to one, and place names in law ("Thanh Hóa") are written this way. */
const OTHER_WAY = /(?<!q)(o[àáảãạ]|u[ỳýỷỹỵ])(?!\p{L})/giu;
/** A number, then a noun that is always the plural: "1 people". */
const ALWAYS_MANY =
  /\$\{\w+\} (people|communes|sites|shifts|places|rows|entries|papers|scans|reports|codes|errors|others)\b/g;

const found = (sources: Record<string, string>, what: RegExp): string[] =>
  Object.entries(sources).flatMap(([path, source]) =>
    [...source.normalize('NFC').matchAll(what)].map(([text]) => `${path}: ${text}`),
  );

describe('the catalogues', () => {
  it('put the tone mark where "Thanh Hóa" has it', () => {
    expect('Xoá, huỷ và tuỳ ý; quý, quà, hòa, xóa'.match(OTHER_WAY)).toEqual(['oá', 'uỷ', 'uỳ']);
    expect(Object.keys(vietnamese).length).toBeGreaterThan(20);
    expect(found(vietnamese, OTHER_WAY)).toEqual([]);
  });

  it('say one person, and not one people', () => {
    expect('`${n} people`'.match(ALWAYS_MANY)).toEqual(['${n} people']);
    expect(Object.keys(english).length).toBeGreaterThan(20);
    expect(found(english, ALWAYS_MANY)).toEqual([]);
  });
});
