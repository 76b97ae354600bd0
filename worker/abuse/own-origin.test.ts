import { expect, it } from 'vitest';
import { isOwnOrigin } from './own-origin.ts';

const own = (
  headers: Record<string, string>,
  url = 'https://play.example/api/me',
  ownOrigin = 'https://play.example',
) => isOwnOrigin(new Headers(headers), url, ownOrigin);

it('knows its own pages by Origin, by host, and by what browsers say of the site', () => {
  expect(own({ origin: 'https://play.example' })).toBe(true);
  expect(own({ origin: 'https://play.example', 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(own({ 'sec-fetch-site': 'none' })).toBe(true);
  const local = ['http://127.0.0.1:8787/api/me', 'http://localhost:8787'] as const;
  expect(own({ origin: 'http://127.0.0.1:8787' }, ...local)).toBe(true);
});

it('turns away a name that somebody has pointed at this machine', () => {
  const local = ['http://evil.example:8787/api/me', 'http://localhost:8787'] as const;
  expect(own({ origin: 'http://evil.example:8787' }, ...local)).toBe(false);
  const byAddress = ['http://[::1]:8787/api/me', 'http://localhost:8787'] as const;
  expect(own({ origin: 'http://[::1]:8787' }, ...byAddress)).toBe(true);
});

it('accepts programs, which send neither header', () => {
  expect(own({})).toBe(true);
});

it('turns away foreign, opaque, sibling and contradictory origins', () => {
  expect(own({ origin: 'https://evil.example' })).toBe(false);
  expect(own({ origin: 'https://play.example.evil.example' })).toBe(false);
  expect(own({ origin: 'null' })).toBe(false);
  expect(own({ origin: 'https://play.example:444' })).toBe(false);
  expect(own({ origin: 'http://play.example' }, 'http://play.example/api/me')).toBe(false);
  expect(own({ origin: 'ftp://play.example' })).toBe(false);
  expect(own({ 'sec-fetch-site': 'same-site' })).toBe(false);
  expect(own({ origin: 'https://play.example', 'sec-fetch-site': 'cross-site' })).toBe(false);
});
