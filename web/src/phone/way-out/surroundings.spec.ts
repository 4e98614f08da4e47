import { describe, expect, test } from 'vitest';
import { chromeLink, troubleOf } from './surroundings.js';

const ANDROID = 'Mozilla/5.0 (Linux; Android 8.1.0; SM-J730G) AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('a browser of its own', () => {
  test.each([
    `${ANDROID} Chrome/138.0.0.0 Mobile Safari/537.36`,
    `${ANDROID} SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36`,
    `${IPHONE} Version/15.6 Mobile/15E148 Safari/604.1`,
    `${IPHONE} CriOS/138.0 Mobile/15E148 Safari/604.1`,
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
  ])('is no trouble: %s', (agent) => {
    expect(troubleOf(agent, true)).toBeNull();
    expect(troubleOf(agent, false)).toEqual({ kind: 'plain_http' });
  });
});

describe('a browser inside another app', () => {
  test.each([
    [`${ANDROID} Version/4.0 Chrome/138.0 Mobile Safari/537.36 Zalo android/24010`, 'Zalo', 'android'],
    [`${IPHONE} Mobile/15E148 Zalo iOS/595`, 'Zalo', 'ios'],
    [`${ANDROID}; wv) Chrome/138.0 Mobile [FB_IAB/FB4A;FBAV/470.0]`, 'Facebook', 'android'],
    [`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/470.0]`, 'Facebook', 'ios'],
    [`${IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/470.0]`, 'Messenger', 'ios'],
    [`${ANDROID.replace(')', '; wv)')} Version/4.0 Chrome/138.0 Mobile Safari/537.36`, null, 'android'],
    [`${IPHONE} Mobile/15E148`, null, 'ios'],
  ])('is known: %s', (agent, app, on) => {
    expect(troubleOf(agent, true)).toEqual({ kind: 'in_app', app, on });
  });
});

test('the way to Chrome takes the whole link along', () => {
  expect(chromeLink('https://ban.example.vn/phone/#link=abc')).toBe(
    'intent://ban.example.vn/phone/#link=abc#Intent;scheme=https;package=com.android.chrome;end',
  );
});
