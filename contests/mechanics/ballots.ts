import { refuse, type EpochMs, type Refused, type VoteRef, type VoteWeight } from '../contract.ts';
import { count, lookup, obtain } from './lookup.ts';

export const ballotsRefusals = {
  'ballots/CLOSED': 'Voting is not open now. Look at the time line for when it is.',
  'ballots/NOT_IN_GALLERY':
    'This entry is not in the gallery, so it cannot be voted for. Reload the page.',
  'ballots/OWN_ENTRY': 'You cannot vote for your own entry. Give your vote to somebody else.',
  'ballots/ALREADY_VOTED': 'You have voted for this one already.',
  'ballots/NOT_VOTED': 'You have no vote here to take back.',
  'ballots/NO_VOTES_LEFT':
    'You have used all your votes. Take one back to give it to another entry.',
  'ballots/NO_VOTES_LEFT_TODAY':
    'You have used your votes of this day. New ones come with the next day of voting.',
} as const;

/** Why a vote was voided, in the public account. */
export type VoidReason = 'entryGone' | 'joined' | 'abuse';

/** A vote that somebody put aside: not counted while it is looked into, or for good. */
export type HeldWeight = Exclude<VoteWeight, 'counted'>;

/**
 * Who has voted for what. A vote is charged to a budget of its voter, named by `budget` (a stop, a day, or '').
 * Votes for an entry that leaves the gallery are set aside: their budget returns to the voters, and should the
 * entry come back, those that still fit their voter's budget count again. A vote that is held stays its voter's, with its
 * budget, and is left out of every count. Plain JSON.
 */
export interface Ballots {
  /** Target → voter → budget, in order of casting: the votes that stand, held ones too. */
  standing: Record<string, Record<string, string>>;
  /** The same shape for votes set aside. */
  aside: Record<string, Record<string, string>>;
  /** Target → voter → why such a vote does not count. Outlives a vote: taken back and cast again it is held again. */
  held: Record<string, Record<string, HeldWeight>>;
  /** Voter → targets of votes that stand, in order of casting. */
  byVoter: Record<string, string[]>;
  /** Voter → budget → votes charged to it. */
  used: Record<string, Record<string, number>>;
  /** Target → votes that count. */
  received: Record<string, number>;
  /** All votes that count. */
  counted: number;
  quarantined: number;
  /** Votes that were voided; those that voters took back are in no figure. */
  voided: Record<VoidReason, number>;
}

export function noBallots(): Ballots {
  return {
    standing: {},
    aside: {},
    held: {},
    byVoter: {},
    used: {},
    received: {},
    counted: 0,
    quarantined: 0,
    voided: { entryGone: 0, joined: 0, abuse: 0 },
  };
}

export const DAY_MS = 86_400_000;

/** Number of the 24-hour period since voting opened, from 0. */
export function votingDay(votingOpensAtMs: EpochMs, atMs: EpochMs): number {
  return Math.floor((atMs - votingOpensAtMs) / DAY_MS);
}

export function hasVoted(ballots: Ballots, voterId: string, targetId: string): boolean {
  return lookup(lookup(ballots.standing, targetId) ?? {}, voterId) !== undefined;
}

export function votesFor(ballots: Ballots, targetId: string): number {
  return lookup(ballots.received, targetId) ?? 0;
}

export function votesOf(ballots: Ballots, voterId: string): readonly string[] {
  return lookup(ballots.byVoter, voterId) ?? [];
}

export function votesUsed(ballots: Ballots, voterId: string, budget: string): number {
  return lookup(lookup(ballots.used, voterId) ?? {}, budget) ?? 0;
}

/** Whether anything of this voter is left: votes that stand or that are set aside. */
export function isVoter(ballots: Ballots, voterId: string): boolean {
  if (votesOf(ballots, voterId).length > 0) return true;
  return Object.values(ballots.aside).some((voters) => Object.hasOwn(voters, voterId));
}

/** Null when the vote may be cast. */
export function notCastable(
  ballots: Ballots,
  vote: { voterId: string; targetId: string; authorId: string; budget: string; limit: number },
): Refused | null {
  if (vote.voterId === vote.authorId) return refuse(ballotsRefusals, 'ballots/OWN_ENTRY');
  if (hasVoted(ballots, vote.voterId, vote.targetId))
    return refuse(ballotsRefusals, 'ballots/ALREADY_VOTED');
  return votesUsed(ballots, vote.voterId, vote.budget) >= vote.limit
    ? refuse(ballotsRefusals, 'ballots/NO_VOTES_LEFT')
    : null;
}

/** Casts a vote. A second one by the same voter for the same target changes nothing. */
export function castVote(
  ballots: Ballots,
  voterId: string,
  targetId: string,
  budget: string,
): void {
  if (hasVoted(ballots, voterId, targetId)) return;
  obtain<Record<string, string>>(ballots.standing, targetId, () => ({}))[voterId] = budget;
  obtain(ballots.byVoter, voterId, () => []).push(targetId);
  count(
    obtain(ballots.used, voterId, () => ({})),
    budget,
    1,
  );
  reckon(ballots, voterId, targetId, 1);
}

/** What becomes of such a vote, also while it is taken back. */
export function weightOf(ballots: Ballots, voterId: string, targetId: string): VoteWeight {
  return lookup(lookup(ballots.held, targetId) ?? {}, voterId) ?? 'counted';
}

/** Adds a standing vote to the figure it belongs to, or takes it out. */
function reckon(ballots: Ballots, voterId: string, targetId: string, by: 1 | -1): void {
  const weight = weightOf(ballots, voterId, targetId);
  if (weight === 'quarantined') ballots.quarantined += by;
  else if (weight === 'voided') ballots.voided.abuse += by;
  else {
    count(ballots.received, targetId, by);
    ballots.counted += by;
  }
}

/** Holds a vote, or lets it count again. Nothing happens to a vote that was never cast. Returns whether anything changed. */
export function weighVote(
  ballots: Ballots,
  voterId: string,
  targetId: string,
  weight: VoteWeight,
): boolean {
  if (weightOf(ballots, voterId, targetId) === weight) return false;
  const standing = hasVoted(ballots, voterId, targetId);
  if (standing) reckon(ballots, voterId, targetId, -1);
  const held = obtain<Record<string, HeldWeight>>(ballots.held, targetId, () => ({}));
  if (weight === 'counted') delete held[voterId];
  else held[voterId] = weight;
  if (Object.keys(held).length === 0) delete ballots.held[targetId];
  if (standing) reckon(ballots, voterId, targetId, 1);
  return true;
}

/** Holds several votes or lets them count again. Returns the targets whose count may have changed. */
export function weighVotes(
  ballots: Ballots,
  votes: readonly VoteRef[],
  weight: VoteWeight,
): string[] {
  const changed = votes.filter(({ voterId, targetId }) =>
    weighVote(ballots, voterId, targetId, weight),
  );
  return [...new Set(changed.map(({ targetId }) => targetId))];
}

/** Takes a vote back, with its budget. Nothing happens when there is none. */
export function takeBack(ballots: Ballots, voterId: string, targetId: string): void {
  const voters = lookup(ballots.standing, targetId);
  const budget = lookup(voters ?? {}, voterId);
  if (!voters || budget === undefined) return;
  reckon(ballots, voterId, targetId, -1);
  delete voters[voterId];
  if (Object.keys(voters).length === 0) delete ballots.standing[targetId];
  const targets = votesOf(ballots, voterId).filter((id) => id !== targetId);
  if (targets.length > 0) ballots.byVoter[voterId] = targets;
  else delete ballots.byVoter[voterId];
  const used = ballots.used[voterId] as Record<string, number>;
  count(used, budget, -1);
  if (Object.keys(used).length === 0) delete ballots.used[voterId];
}

/** The target left the gallery: its votes no longer count and their budgets return. */
export function setAside(ballots: Ballots, targetId: string): void {
  const voters = { ...lookup(ballots.standing, targetId) };
  for (const voterId of Object.keys(voters)) voidVote(ballots, voterId, targetId, 'entryGone');
  if (Object.keys(voters).length > 0) ballots.aside[targetId] = voters;
}

/** The target is back: votes set aside count again, in order of casting, where their voter has the budget left. */
export function restore(
  ballots: Ballots,
  targetId: string,
  limit: number,
  mayVote: (voterId: string) => boolean,
): void {
  const voters = lookup(ballots.aside, targetId) ?? {};
  delete ballots.aside[targetId];
  for (const [voterId, budget] of Object.entries(voters)) {
    if (!mayVote(voterId) || votesUsed(ballots, voterId, budget) >= limit) continue;
    castVote(ballots, voterId, targetId, budget);
    ballots.voided.entryGone -= 1;
  }
}

/** Voids one standing vote for good: it stays in the public account as voided, and its budget returns. */
export function voidVote(
  ballots: Ballots,
  voterId: string,
  targetId: string,
  reason: VoidReason,
): void {
  if (!hasVoted(ballots, voterId, targetId)) return;
  takeBack(ballots, voterId, targetId);
  ballots.voided[reason] += 1;
}

/** Voids everything that somebody cast who turned out to be another voter. Returns the targets whose count changed. */
export function voidAll(ballots: Ballots, voterId: string): string[] {
  const targets = [...votesOf(ballots, voterId)];
  for (const targetId of targets) voidVote(ballots, voterId, targetId, 'joined');
  // Rare (one sign-in), so a walk over the few targets set aside is cheaper than another index.
  for (const [targetId, voters] of Object.entries(ballots.aside)) {
    delete voters[voterId];
    if (Object.keys(voters).length === 0) delete ballots.aside[targetId];
  }
  return targets;
}
