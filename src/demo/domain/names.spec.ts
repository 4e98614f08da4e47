import { describe, expect, it } from '@jest/globals';
import { inventName } from './names.js';
import { Random } from '../../kernel/random.js';

const invent = (south: boolean, upland = false) => {
  const random = new Random(1);
  return Array.from({ length: 2_000 }, (_, i) =>
    inventName(random, i % 2 ? 'male' : 'female', { south, upland }),
  );
};

describe('invented names', () => {
  it('have a family, a middle and a given name in NFC, none said twice', () => {
    for (const name of invent(false)) {
      const parts = name.split(' ');
      expect(parts.length === 3 || parts.length === 4).toBe(true);
      expect(new Set(parts).size >= parts.length - 1).toBe(true);
      expect(parts.at(-1)).not.toBe(parts.at(-2));
      expect(name).toBe(name.normalize('NFC'));
    }
  });

  it('are Nguyễn for about a third', () => {
    const share = invent(false).filter((name) => name.startsWith('Nguyễn ')).length / 2_000;
    expect(share).toBeGreaterThan(0.28);
    expect(share).toBeLessThan(0.42);
  });

  it('say Võ in the south and Vũ in the north', () => {
    expect(invent(true).some((name) => name.startsWith('Võ '))).toBe(true);
    expect(invent(true).some((name) => name.startsWith('Vũ '))).toBe(false);
    expect(invent(false).some((name) => name.startsWith('Vũ '))).toBe(true);
  });
});
