import { expect, test } from 'vitest';
import { directionsLink, telLink } from './directions.js';

const hall = { lat: 19.8067, lon: 105.7852, address: '28 đại lộ Lê Lợi', name: 'Hội trường (A)' };

test('Android gets geo: with a name that cannot break the address', () => {
  expect(directionsLink(hall, 'Mozilla/5.0 (Linux; Android 10)')).toBe(
    'geo:19.8067,105.7852?q=19.8067,105.7852(H%E1%BB%99i%20tr%C6%B0%E1%BB%9Dng%20(A))',
  );
});

test('others get a web address', () => {
  expect(directionsLink(hall, 'iPhone')).toContain('destination=19.8067,105.7852');
});

test('without coordinates the address is searched; without both there is no link', () => {
  expect(directionsLink({ ...hall, lat: null }, 'iPhone')).toContain('query=28%20');
  expect(directionsLink({ ...hall, lat: null, address: null }, 'iPhone')).toBeNull();
});

test('tel: keeps digits and the plus only', () => {
  expect(telLink('+84 912 345.678')).toBe('tel:+84912345678');
});
