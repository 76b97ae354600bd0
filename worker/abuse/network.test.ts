import { expect, it } from 'vitest';
import { addressBlock, networkOf } from './network.ts';

it('counts an IPv4 address by itself', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
});

it('counts the addresses of one IPv6 customer as one, however they are written', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe('2001:db8:1:2');
  expect(networkOf('2001:DB8:1:2:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:1:2');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
});

it('knows the block that an address belongs to', () => {
  expect(addressBlock('192.0.2.7')).toBe('192.0.2');
  expect(addressBlock('2001:db8:1:2::1')).toBe('2001:db8:1');
  expect(addressBlock('2001:0db8:0001:ffff::1')).toBe('2001:db8:1');
});
