import { expect, test } from 'vitest';
import { newKey, seal, unseal } from './seal.js';

const person = { fullName: 'Lê Thị Hạnh', phoneLast4: '4567' };

test('what is sealed reads back by its key, and says nothing without it', async () => {
  const key = await newKey();
  const sealed = await seal(key, person);
  expect(await unseal(key, sealed)).toEqual(person);
  expect(new TextDecoder().decode(sealed.data)).not.toMatch(/Hạnh|4567/);
  expect(await unseal(await newKey(), sealed)).toBeNull();
});

test('one changed byte opens nothing', async () => {
  const key = await newKey();
  const sealed = await seal(key, person);
  const data = new Uint8Array(sealed.data.slice(0));
  data[3] = (data[3] ?? 0) ^ 1;
  expect(await unseal(key, { ...sealed, data: data.buffer })).toBeNull();
});

test('the same sealed twice looks different, and its key cannot be read', async () => {
  const key = await newKey();
  const [one, two] = await Promise.all([seal(key, person), seal(key, person)]);
  expect(new Uint8Array(one.data)).not.toEqual(new Uint8Array(two.data));
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});
