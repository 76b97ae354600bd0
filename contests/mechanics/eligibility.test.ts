import { describe, expect, it } from 'vitest';
import { Audience, notEligible } from './eligibility.ts';

const DATE_MS = Date.UTC(2026, 0, 1);

describe('an audience', () => {
  it.each([
    [{ who: 'guest' }, null, null],
    [{ who: 'guest' }, DATE_MS, null],
    [{ who: 'verified' }, null, 'eligibility/SIGN_IN'],
    [{ who: 'verified' }, DATE_MS, null],
    [{ who: 'verifiedBefore', beforeMs: DATE_MS }, null, 'eligibility/SIGN_IN'],
    [{ who: 'verifiedBefore', beforeMs: DATE_MS }, DATE_MS - 1, null],
    [{ who: 'verifiedBefore', beforeMs: DATE_MS }, DATE_MS, 'eligibility/VERIFIED_TOO_LATE'],
  ] as const)('%j answers somebody verified at %s with %s', (audience, verifiedAtMs, code) => {
    expect(notEligible(audience, verifiedAtMs)?.code ?? null).toBe(code);
  });

  it('needs a date when it asks for one', () => {
    const issues = Audience.safeParse({ who: 'verifiedBefore' }).error?.issues;
    expect(issues?.map((issue) => issue.path)).toEqual([['beforeMs']]);
    expect(Audience.safeParse({ who: 'verified' }).success).toBe(true);
  });
});
