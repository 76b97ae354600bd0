import { expect, it } from 'vitest';
import { addressBlock, networkOf, normalAddress } from './network.ts';

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

it.each([
  ['192.0.2.7', '192.0.2.7'],
  [' 192.0.2.7:4711 ', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['0:0:0:0:0:FFFF:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['[2001:DB8::1]:443', '2001:db8:0:0:0:0:0:1'],
  ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:1'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0:0:0:c000:207'],
])('reads %s as one address, however a proxy writes it', (stated, address) => {
  expect(normalAddress(stated)).toBe(address);
});

it.each([
  '',
  'unknown',
  '_hidden',
  '192.0.2',
  '999.1.1.1',
  '1.2.3.4, 5.6.7.8',
  '2001:db8',
  '::1::',
])('takes "%s" for no address', (stated) => {
  expect(normalAddress(stated)).toBeNull();
});
