import type { Stage } from '../../../src/contracts/ceremony.js';

/** The screens of a day that nobody runs. */
export const BARE_STAGE: Stage = { rev: 0, theme: 'hall', host: '', logo: null, cue: null, frozen: null };
