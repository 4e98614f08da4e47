import { give } from '../give.js';

/** ZXing's own code asks for it. */
give(Object, 'hasOwn', (what: object, name: PropertyKey): boolean =>
  Object.prototype.hasOwnProperty.call(what, name),
);
