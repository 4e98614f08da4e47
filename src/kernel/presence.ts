/** So often a page says again what it looks at. */
export const LOOK_EVERY_MS = 4_000;
/** Who has said nothing for so long is no longer looking. */
export const PRESENT_MS = 8_000;
