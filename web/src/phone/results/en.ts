import { many } from '../../shared/plural.js';
import type { ResultTexts } from './vi.js';

/** Words of the phone's results page, English. */
export const en: ResultTexts = {
  lead: 'Press + each time something is done. Press − if that was a slip.',
  none: {
    title: 'Nothing to count yet',
    hint: 'With a network the phone will fetch what the campaign counts.',
  },
  place: 'Where it was done',
  add: (name) => `Add 1: ${name}`,
  takeOff: (name) => `Take 1 off: ${name}`,
  newPerson: '+1 new person',
  sameTurn: '+1 turn, same person',
  people: (count) => many(count, 'person', 'people'),
  many: 'Enter a number',
  manyTitle: (name) => `${name}: a number`,
  manyAmount: (unit) => `Number of ${unit}`,
  manyPeople: 'Of these, people not helped before',
  manyHint: (most) => `At most ${most} at a time.`,
  manyAdd: 'ADD',
  manyTakeOff: 'Subtract',
  waiting: (count) =>
    `${many(count, 'report is', 'reports are')} saved on this phone, to be sent when there is a network.`,
  waitingPresence: 'Results are saved on this phone; they will be sent once your check-in is recorded.',
  picturesWaiting: (count) =>
    `The numbers have reached the server. ${many(count, 'picture is', 'pictures are')} on this phone, to be sent when there is a network.`,
  allSent: 'Everything has reached the server.',
  notDurable: 'This browser keeps nothing: please leave the page open until all is sent.',
  refused: (name, amount) => `Not counted: ${amount} ${name}`,
  dismiss: 'Got it',
  photo: (count) => `Take a picture (${count})`,
  photoWaiting: (count) => `${count} to be sent`,
  photoTitle: 'Before you take it',
  photoConsent:
    'Ask everyone in the picture first, and leave out whoever does not agree. No identity papers, no screens of phones, no account numbers.',
  photoKept:
    'This phone makes the picture smaller and removes where it was taken. Only the organisers and the staff in charge see it; it is deleted 90 days after the event.',
  photoTake: 'I HAVE ASKED, TAKE IT',
  photoUnread: 'This picture cannot be read. Take it again.',
};
