import { createApi } from '../shared/api.js';

/** The board always speaks as the staff session, whatever else this browser holds. */
export const call = createApi('staff');
