/** Crockford's base 32: no I, L, O or U, so that a code read aloud or typed is not misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NOT_A_SIGN = 255;
const SKIPPED = 254;

/** What each character of ASCII stands for; small letters, O for 0, I and L for 1, spaces and dashes are forgiven. */
const VALUES = new Uint8Array(128).fill(NOT_A_SIGN);
Array.from(ALPHABET).forEach((sign, value) => {
  VALUES[sign.charCodeAt(0)] = value;
  VALUES[sign.toLowerCase().charCodeAt(0)] = value;
});
for (const [sign, value] of [
  ['Oo', 0],
  ['IiLl', 1],
  [' -\t\r\n', SKIPPED],
] as const) {
  for (const one of sign) VALUES[one.charCodeAt(0)] = value;
}

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >>> (bits - 5)) & 31);
    held &= 0xff;
  }
  return bits > 0 ? text + ALPHABET.charAt((held << (5 - bits)) & 31) : text;
}

/** So many bytes that fill their signs without a remainder, or null: one text, one reading. */
export function fromBase32(text: string, length: number): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(length);
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? NOT_A_SIGN;
    if (value === SKIPPED) continue;
    if (value === NOT_A_SIGN || at === length) return null;
    held = ((held << 5) | value) & 0x1fff;
    bits += 5;
    if (bits >= 8) bytes[at++] = (held >>> (bits -= 8)) & 0xff;
  }
  return at === length && bits === 0 ? bytes : null;
}
