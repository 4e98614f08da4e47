import type { Plan } from '../../../../src/contracts/assignments.js';

export const isWorking = ({ state }: Plan): boolean => state === 'pending' || state === 'running';
/** There is a result to look at. */
export const isReadable = ({ state }: Plan): boolean =>
  state === 'draft' || state === 'published' || state === 'superseded';
