import { expect, it } from '@jest/globals';
import { ERRORS, ROOMS } from './catalogue.js';

it('has each code in one room alone', () => {
  const codes = ROOMS.flatMap((room) => Object.keys(room));
  expect(codes.sort()).toEqual(Object.keys(ERRORS).sort());
});
