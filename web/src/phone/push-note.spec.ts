import { expect, test } from 'vitest';
import { noteOf } from './push-note.js';

const sent = (value: unknown) => noteOf({ json: () => value });

test('says what kind of letter has come, in the language of the browser', () => {
  expect(sent({ kind: 'offer', seq: 7, lang: 'vi' })).toMatchObject({ seq: 7, lang: 'vi', title: 'Ra Quân' });
  expect(sent({ kind: 'offer', seq: 7, lang: 'vi' }).body).toContain('lời mời');
  expect(sent({ kind: 'offer', seq: 7, lang: 'en' }).body).toContain('asked to take');
});

test.each([null, 'x', { kind: 'tomorrow’s kind', seq: 'x' }, { kind: 'toString' }])(
  'shows something of %j too',
  (value) => {
    expect(sent(value)).toMatchObject({ seq: 0, lang: 'vi', body: 'Bạn có tin mới. Chạm để xem.' });
  },
);

test('and of a push that holds nothing', () => {
  expect(noteOf(null).body).not.toBe('');
  expect(noteOf({ json: () => JSON.parse('{') as unknown }).body).not.toBe('');
});
