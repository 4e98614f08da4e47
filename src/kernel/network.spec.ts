import { expect, it } from '@jest/globals';
import { householdOf, networkOf } from './network.js';

it('names the household and the network of an address', () => {
  const addresses = [
    '203.113.7.9',
    '::ffff:203.113.7.200',
    '2001:ee0:4f0:1::9',
    '2001:ee0:4f0:2:3:4:5:6',
    '::1',
  ];
  expect(addresses.map((address) => [householdOf(address), networkOf(address)])).toEqual([
    ['203.113.7.9', '203.113.7'],
    ['203.113.7.200', '203.113.7'],
    ['2001:ee0:4f0:1', '2001:ee0:4f0'],
    ['2001:ee0:4f0:2', '2001:ee0:4f0'],
    ['0:0:0:0', '0:0:0'],
  ]);
});
