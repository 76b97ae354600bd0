import { expect, it } from 'vitest';
import { advanceClock, nowMs } from '../clock.ts';
import { dayHash, lastingHash } from './day-hash.ts';

const env = { FANFARE_SECRET: 'a'.repeat(43) };
const DAY_MS = 86_400_000;

it('is another one from midnight on, where there is an address in it, and tells nothing of it', () => {
  const toMidnightMs = DAY_MS - (nowMs() % DAY_MS);
  const today = [dayHash(env, 'block 192.0.2'), lastingHash(env, 'mailbox ann@example.org')];
  expect(today.join()).not.toMatch(/192|ann/);
  advanceClock(toMidnightMs);
  expect(dayHash(env, 'block 192.0.2')).not.toBe(today[0]);
  expect(lastingHash(env, 'mailbox ann@example.org')).toBe(today[1]);
});

it('cannot be made by somebody without the secret of the installation', () => {
  const other = { FANFARE_SECRET: 'b'.repeat(43) };
  expect(dayHash(other, 'block 192.0.2')).not.toBe(dayHash(env, 'block 192.0.2'));
});
