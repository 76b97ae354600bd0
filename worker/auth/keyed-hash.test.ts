import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { keyedHash } from './keyed-hash.ts';

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');

it('is HMAC-SHA-256, the first time and from memory', () => {
  for (let time = 0; time < 2; time++)
    expect(keyedHash({ name: 'salt', bytes: 'salt' }, 'device one')).toBe(
      hmac('salt', 'device one'),
    );
});

it('never takes the hash of one key or text for that of another', () => {
  for (let time = 0; time < 2; time++)
    for (const key of ['first', 'second'])
      for (const text of ['one', 'another', ''])
        expect(keyedHash({ name: key, bytes: key }, text)).toBe(hmac(key, text));
});
