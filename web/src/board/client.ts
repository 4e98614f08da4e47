import type { SessionKind } from '../../../src/contracts/people.js';
import { ApiError, type Call, createApi } from '../shared/api.js';
import { askToConfirm } from './account/ask-to-confirm.js';

let speak: Call = createApi('staff');

/** The board speaks as the staff session, whatever else this browser holds; a gate's device as its own. */
export function speakAs(kind: Extract<SessionKind, 'staff' | 'gate'>): void {
  speak = createApi(kind);
}

/** The session as it is: what the confirming dialog itself speaks with. */
export const callPlain: Call = (route, ...input) => speak(route, ...input);

/** What needs to be confirmed first is asked for in a dialog, and then sent again. */
export const call: Call = async (route, ...input) => {
  try {
    return await callPlain(route, ...input);
  } catch (thrown) {
    const asks = thrown instanceof ApiError && thrown.body.code === 'confirmation_needed';
    if (!asks || !(await askToConfirm())) throw thrown;
    return callPlain(route, ...input);
  }
};
