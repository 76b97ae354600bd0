import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forwardedFor } from './forwarded.ts';

it.each([
  ['for=192.0.2.7', ['192.0.2.7']],
  ['For="[2001:db8::7]:4711"', ['[2001:db8::7]:4711']],
  ['for=192.0.2.1;proto=http;by=203.0.113.43, for=198.51.100.17', ['192.0.2.1', '198.51.100.17']],
  ['proto=https ; FOR=192.0.2.7:80', ['192.0.2.7:80']],
  ['for=unknown, for=_hidden', ['unknown', '_hidden']],
  ['by=10.0.0.1, for=192.0.2.7', [undefined, '192.0.2.7']],
  ['for=192.0.2.7, proto=https', ['192.0.2.7', undefined]],
  ['for="a\\"b, for=c"', ['a"b, for=c']],
])('reads %s', (header, nodes) => {
  expect(forwardedFor(header)).toEqual(nodes);
});

it.each([
  '',
  '192.0.2.7',
  'for=',
  'for=192.0.2.7,',
  'for=a for=b',
  'for=a;for=b',
  'for="a',
  'for="[::1]"x',
])('makes nothing of "%s"', (header) => {
  expect(forwardedFor(header)).toBeNull();
});

it('never takes what a client sent for what the proxy appended', () => {
  const sent = fc.string({ unit: fc.constantFrom(...'for=";, \\x1.:[]'), maxLength: 40 });
  const appended = fc.constantFrom('for=192.0.2.7', 'for="[2001:db8::7]:80"', 'for=192.0.2.7;by=x');
  fc.assert(
    fc.property(sent, appended, (client, proxy) => {
      const alone = forwardedFor(proxy)?.at(-1);
      const last = forwardedFor(`${client}, ${proxy}`)?.at(-1);
      expect([alone, undefined]).toContain(last);
    }),
    { numRuns: 20_000 },
  );
});
