import { describe, expect, it } from '@jest/globals';
import { Lookup } from './lookup.js';

function counted(fail = false) {
  const asked: string[][] = [];
  const load = (keys: string[]) => {
    asked.push(keys);
    if (fail) return Promise.reject(new Error('away'));
    return Promise.resolve(new Map(keys.filter((key) => key !== 'gone').map((key) => [key, `${key}!`])));
  };
  return { asked, load };
}

describe('looking up together', () => {
  it('asks once for all who ask at one moment, and once for who asks twice', async () => {
    const { asked, load } = counted();
    const lookup = new Lookup<string | null>(load, null);
    const answers = await Promise.all(['a', 'b', 'gone', 'a'].map((key) => lookup.get(key)));
    expect(answers).toEqual(['a!', 'b!', null, 'a!']);
    expect(asked).toEqual([['a', 'b', 'gone']]);
  });

  it('takes who comes while it asks into the next question', async () => {
    const { asked, load } = counted();
    const slow = async (keys: string[]) => {
      if (asked.length === 0) for (const key of ['b', 'c']) late.push(lookup.get(key));
      return load(keys);
    };
    const late: Promise<string | null>[] = [];
    const lookup = new Lookup<string | null>(slow, null);
    expect(await lookup.get('a')).toBe('a!');
    expect(await Promise.all(late)).toEqual(['b!', 'c!']);
    expect(asked).toEqual([['a'], ['b', 'c']]);
  });

  it('fails for all who asked together, and asks again for the next', async () => {
    const { asked, load } = counted(true);
    const lookup = new Lookup<string | null>(load, null);
    const both = await Promise.allSettled([lookup.get('a'), lookup.get('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(lookup.get('a')).rejects.toThrow('away');
    expect(asked).toEqual([['a', 'b'], ['a']]);
  });

  it('waits the longer for company the more there were before', async () => {
    const { asked, load } = counted();
    const waits: number[] = [];
    const lookup = new Lookup<string | null>(load, null, (size) => {
      waits.push(size);
      return 0;
    });
    await Promise.all(['a', 'b', 'c'].map((key) => lookup.get(key)));
    await lookup.get('d');
    expect(waits).toEqual([0, 3]);
    expect(asked).toHaveLength(2);
  });
});
