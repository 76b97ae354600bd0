import { z } from 'zod';
import type { AccountedVote, VoteRef } from '../contract.ts';
import { hasVoted, votesFor, weightOf, type Ballots } from './ballots.ts';

const whole = z.int().min(0);

/**
 * The public account of votes: counted + quarantined + voided = cast. Votes that fans took back are in none of them.
 */
export const VoteAccount = z.strictObject({
  cast: whole,
  counted: whole,
  /** Not counted while somebody looks into them. */
  quarantined: whole,
  voided: whole,
  /** What they were voided for; the parts of `voided`. */
  voidedBy: z.strictObject({
    /** Their entry left the gallery. */
    entryGone: whole,
    /** Two voters turned out to be one person. */
    joined: whole,
    /** Those who decide found them not to be votes of people, or their voter asked to be forgotten: the reasons say which. */
    abuse: whole,
    /** Their entry was disqualified. */
    disqualified: whole,
  }),
});
export type VoteAccount = z.infer<typeof VoteAccount>;

const reasons = z.array(
  z.strictObject({
    /** The public reason in the words of whoever decided; null for the sum of all that are not listed, in the last row. */
    reason: z.string().nullable(),
    votes: whole,
  }),
);

/** Why those who decide set votes aside or counted them: same words summed up, most votes first. */
export const VoteDecisions = z.strictObject({
  /** The parts of `voidedBy.abuse`. */
  voided: reasons,
  /** Parts of `counted`. */
  cleared: reasons,
});
export type VoteDecisions = z.infer<typeof VoteDecisions>;

/** The account as everybody may read it. */
export const PublicVoteAccount = VoteAccount.extend({
  counted: whole.nullable(),
  quarantined: whole.nullable(),
  voided: whole.nullable(),
  voidedBy: VoteAccount.shape.voidedBy.nullable(),
  /** Added by the core, which knows the reasons; null while the account says how many were cast and no more. */
  decisions: VoteDecisions.nullable().optional(),
  /** Added by the core: the result is fixed, so what is in quarantine stays there. */
  settled: z.boolean().optional(),
});
export type PublicVoteAccount = z.infer<typeof PublicVoteAccount>;

/**
 * While votes can be cast and taken back, the public reads how many were cast and nothing else: somebody who takes a single vote back
 * and watches which figure moves would learn whether it is held.
 */
export function publicAccount(account: VoteAccount, castable: boolean): PublicVoteAccount {
  return castable
    ? { cast: account.cast, counted: null, quarantined: null, voided: null, voidedBy: null }
    : account;
}

/** `disqualified` are ids of entries that stand nowhere any more; their votes stay on the ledger and count no longer. */
export function voteAccount(ballots: Ballots, disqualified: Iterable<string>): VoteAccount {
  const out = [...disqualified].reduce((sum, id) => sum + votesFor(ballots, id), 0);
  return summedUp({
    counted: ballots.counted - out,
    quarantined: ballots.quarantined,
    voidedBy: { ...ballots.voided, disqualified: out },
  });
}

/** What the account has for one vote. */
export function accountedVote(
  ballots: Ballots,
  { voterId, targetId }: VoteRef,
  disqualified: ReadonlySet<string>,
): AccountedVote[] {
  if (!hasVoted(ballots, voterId, targetId)) return [];
  const weight = weightOf(ballots, voterId, targetId);
  const out = weight === 'counted' && disqualified.has(targetId);
  return [{ key: `${voterId} ${targetId}`, as: out ? 'disqualified' : weight }];
}

/** The account that has these parts. */
export function summedUp({
  counted,
  quarantined,
  voidedBy,
}: Pick<VoteAccount, 'counted' | 'quarantined' | 'voidedBy'>): VoteAccount {
  const voided = Object.values(voidedBy).reduce((sum, votes) => sum + votes, 0);
  return { cast: counted + quarantined + voided, counted, quarantined, voided, voidedBy };
}
