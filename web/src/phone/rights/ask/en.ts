import type { AskTexts } from './vi.js';

/** Words of what is asked before anything else, English. */
export const en: AskTexts = {
  ask: {
    title: 'Before you begin',
    lead: 'We ask your permission to use your details. You choose each purpose; nothing is ticked for you.',
    necessary: 'Needed to take part',
    optional: 'Up to you',
    agree: 'CONTINUE',
    needed: 'Choose “Needed to take part” to continue.',
    refuse: 'I will not take part',
    later: 'You can change your mind at any time, under Data.',
  },
  refuse: {
    title: 'Not taking part',
    text: 'You will not be invited or given a place any more. The places you hold are offered to others at once. Check-ins already recorded stay as they are.',
    submit: 'Stop taking part',
  },
  birthDate: {
    label: 'Date of birth',
    title: 'Your date of birth',
    lead: 'Your unit’s roll does not have it. Under 16 a parent or guardian has to agree too.',
    submit: 'CONTINUE',
  },
};
