/** A code out of sight for this long counts as shown again. */
const AGAIN_AFTER_MS = 2_500;

/**
 * Tells a code that comes before the camera from one that is still held there: a text is new once, until
 * it has been out of sight for a while. A frame that could not be read in between changes nothing.
 */
export function newlySeen(againAfterMs = AGAIN_AFTER_MS): (text: string, now: number) => boolean {
  const lastSeen = new Map<string, number>();
  return (text, now) => {
    for (const [old, at] of lastSeen) if (now - at > againAfterMs) lastSeen.delete(old);
    const isNew = !lastSeen.has(text);
    lastSeen.set(text, now);
    return isNew;
  };
}
