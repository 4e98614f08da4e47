import type { viEdits } from './vi-edits.js';

/** Changing what is there, and what somebody else has changed meanwhile, English. */
export const enEdits: typeof viEdits = {
  edit: 'Edit',
  save: 'Save',
  saved: 'Saved.',
  event: 'Edit the event',
  campaign: 'Edit the campaign',
  site: 'Edit the site',
  shift: 'Edit the shift',
  minimumAge: 'Minimum age',
  minimumAgeHint: 'Empty: no limit.',
  phoneStays: (masked) => `Empty: ${masked} stays.`,
  lead: 'Somebody else has just changed this, so yours was not written. Compare and choose.',
  theirs: 'Theirs (in force)',
  mine: 'Yours',
  takeTheirs: 'Keep theirs',
  keepMine: 'Write mine',
};
