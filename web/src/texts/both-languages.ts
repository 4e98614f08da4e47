/** Values stand in lists of one: written into a sentence, or joined in it, they say themselves. */
type Text = (...values: string[][]) => unknown;

/** What one language of a catalogue lacks, or says otherwise than the other. */
export function differences(vi: unknown, en: unknown, key = ''): string[] {
  if (vi === undefined) return [`${key}: only in English`];
  if (en === undefined) return [`${key}: only in Vietnamese`];
  if (typeof vi === 'string' && typeof en === 'string') return ofTexts(vi, en, key);
  if (isText(vi) && isText(en)) return ofSentences(vi, en, key);
  if (isObject(vi) && isObject(en)) {
    const keys = new Set([...Object.keys(vi), ...Object.keys(en)]);
    return [...keys].flatMap((one) => differences(vi[one], en[one], key === '' ? one : `${key}.${one}`));
  }
  return [`${key}: of another kind`];
}

function ofTexts(vi: string, en: string, key: string): string[] {
  if (vi.trim() === '' || en.trim() === '') return [`${key}: empty`];
  return vi === en && /\p{L}{2}/u.test(vi) ? [`${key}: the same in both: ${vi}`] : [];
}

function ofSentences(vi: Text, en: Text, key: string): string[] {
  if (vi.length !== en.length) return [`${key}: takes ${vi.length} values and ${en.length}`];
  const values = Array.from({ length: vi.length }, (_, index) => [`⟦${index + 1}⟧`]);
  const used = [vi, en].map((say) => {
    const said = String(say(...values));
    return values.flatMap(([value = ''], index) => (said.includes(value) ? [index + 1] : [])).join(', ');
  });
  return used[0] === used[1] ? [] : [`${key}: uses ${used[0]} and ${used[1]}`];
}

const isText = (value: unknown): value is Text => typeof value === 'function';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
