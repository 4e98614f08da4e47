/**
 * For a part of this page that could not be loaded though somebody asked for it: where the server answers, it has a newer
 * version of the page, of other parts, and the page opens anew. Not without being asked: it could do so for ever.
 */
export async function openNewerVersion(): Promise<void> {
  const answer = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer?.ok === true) location.reload();
}
