import { z } from 'zod';
import { refuse, type EpochMs, type Refused } from '../contract.ts';

export const eligibilityRefusals = {
  'eligibility/SIGN_IN': 'Sign in with your e-mail address to take part. It takes a minute.',
  'eligibility/VERIFIED_TOO_LATE':
    'This is for people who had proved their e-mail address before the date in the rules. Look at the rules for what is still open to you.',
} as const;

/** Whom a contest lets do something: a fragment of a type's config. */
export const Audience = z
  .strictObject({
    who: z.enum(['guest', 'verified', 'verifiedBefore']).meta({
      title: 'Who',
      help: 'Guests need no account; verified people have proved an e-mail address.',
      labels: {
        guest: 'Everybody, guests too',
        verified: 'Verified people',
        verifiedBefore: 'People verified before a date',
      },
    }),
    beforeMs: z
      .int()
      .min(0)
      .optional()
      .meta({
        title: 'Proved before',
        help: 'Only for “verified before a date”: keeps accounts made for this contest out.',
        widget: 'instant',
        shownWhen: { who: ['verifiedBefore'] },
      }),
  })
  .superRefine((audience, context) => {
    if (audience.who === 'verifiedBefore' && audience.beforeMs === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['beforeMs'],
        message: 'Give the date before which people must have proved their e-mail address.',
      });
    }
  });
export type Audience = z.infer<typeof Audience>;

/** Null when a person verified at `verifiedAtMs` (null: a guest) belongs to the audience. The date itself is too late. */
export function notEligible(audience: Audience, verifiedAtMs: EpochMs | null): Refused | null {
  if (audience.who === 'guest') return null;
  if (verifiedAtMs === null) return refuse(eligibilityRefusals, 'eligibility/SIGN_IN');
  if (audience.who === 'verifiedBefore' && verifiedAtMs >= (audience.beforeMs ?? 0)) {
    return refuse(eligibilityRefusals, 'eligibility/VERIFIED_TOO_LATE');
  }
  return null;
}
