/**
 * Takes the token of a link (`/phone/#link=<token>`) out of the address at once: it must not stay
 * in the history, in a screenshot or in a shared address. A fragment is never sent to a server.
 */
export function takeLinkToken(page: Pick<Window, 'location' | 'history'> = window): string | null {
  const token = new URLSearchParams(page.location.hash.slice(1)).get('link');
  if (token === null) return null;
  page.history.replaceState(null, '', page.location.pathname + page.location.search);
  return token;
}

/** Whether there is one, without taking it: whoever gets out of this browser takes it along. */
export const hasLinkToken = (page: Pick<Window, 'location'> = window): boolean =>
  new URLSearchParams(page.location.hash.slice(1)).has('link');

/** A link opened in a page that is already there changes only the hash, and loads nothing by itself. */
export function reloadOnNewLink(page: Window = window): void {
  page.addEventListener('hashchange', () => {
    if (hasLinkToken(page)) page.location.reload();
  });
}
