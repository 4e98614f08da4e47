import './old-phones.js';
import { hasLinkToken, takeLinkToken } from '../shared/link-token.js';
import { askFirst } from './first-answers.js';
import { troubleOf } from './way-out/surroundings.js';

/*
 * A script of its own, small and first to come: by the time the phone has loaded and read the rest of the page, the
 * server has answered. Nothing that draws belongs into what it imports.
 */

export const trouble = troubleOf(navigator.userAgent, isSecureContext);
/** A link is bound to the browser that uses it first: inside another app it is asked before that. */
export const asksBefore = trouble?.kind === 'in_app' && hasLinkToken();

let token: string | null | undefined;

/** Takes the link out of the address, and asks what it opens. */
export function openLink(): string | null {
  if (token === undefined) {
    token = takeLinkToken();
    askFirst(token);
  }
  return token;
}

if (!asksBefore) openLink();
