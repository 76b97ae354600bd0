import { expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';

it.each([
  ['ann@example.org', 'ann@example.org'],
  ['ann+prize@example.org', 'ann@example.org'],
  ['ann+a+b@example.org', 'ann@example.org'],
  ['a.n.n+7@gmail.com', 'ann@gmail.com'],
  ['ann@googlemail.com', 'ann@gmail.com'],
  // Elsewhere a dot makes another person.
  ['a.nn@example.org', 'a.nn@example.org'],
  // What would leave nothing is a name of its own.
  ['+ann@example.org', '+ann@example.org'],
  ['no address', 'no address'],
])('%s is delivered to %s', (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox);
});
