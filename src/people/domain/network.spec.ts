import { expect, it } from '@jest/globals';
import { networkOf } from './network.js';

it('names the network of an address', () => {
  const networks = [
    '203.113.7.9',
    '::ffff:203.113.7.200',
    '2001:ee0:4f0:1::9',
    '2001:ee0:4f0:2:3:4:5:6',
    '::1',
  ];
  expect(networks.map(networkOf)).toEqual([
    '203.113.7.0/24',
    '203.113.7.0/24',
    '2001:ee0:4f0::/48',
    '2001:ee0:4f0::/48',
    '0:0:0::/48',
  ]);
});
