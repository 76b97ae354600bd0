import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, it } from 'vitest';
import { faultText } from './fault-log.ts';

it('keeps the query, the reason and the place, and drops what people had sent', () => {
  const cause = new Error('UNIQUE constraint failed: user.email');
  const fault = new DrizzleQueryError(
    'insert into "user" values (?, ?)',
    ['ann@example.org', '482913'],
    cause,
  );
  const text = faultText(fault);
  expect(text).toContain('failed query: insert into "user"');
  expect(text).toContain('UNIQUE constraint failed: user.email');
  expect(text).toContain('fault-log.test.ts');
  expect(text).not.toMatch(/ann@example|482913/);
});

it('hides addresses in any other message', () => {
  expect(faultText(new TypeError('nobody called ann@example.org here'))).toMatch(
    /^TypeError: nobody called <address> here\n/,
  );
});

it('says what was thrown that is no error', () => {
  expect(faultText('ann@example.org is not there')).toBe('<address> is not there');
});
