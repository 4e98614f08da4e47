import { ApiError, type Call, createApi } from '../shared/api.js';
import { askToConfirm } from './account/ask-to-confirm.js';

/** As the staff session, whatever else this browser holds: what the confirming dialog itself speaks with. */
export const callPlain: Call = createApi('staff');

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
