/** What stands on the disk of a gate: without the key, which no script can read out, it says nothing. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const CIPHER = 'AES-GCM';
const IV_BYTES = 12;

/** A key that can be used and kept, but never read. */
export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: CIPHER, iv }, key, text) };
}

/** Null where the key is another one, or a byte has changed. */
export async function unseal(key: CryptoKey, { iv, data }: Sealed): Promise<unknown> {
  try {
    const text = await crypto.subtle.decrypt({ name: CIPHER, iv }, key, data);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return null;
  }
}
