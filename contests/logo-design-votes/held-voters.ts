import type { VoteRef, VoteWeight } from '../contract.ts';
import type { HeldWeight } from '../mechanics/ballots.ts';
import { lookup, obtain } from '../mechanics/lookup.ts';

/**
 * Votes that somebody looks into or has voided, by the person behind them. One such vote holds all ballots of that person, in
 * every round and whatever they come to say: what is doubted is the person and not the opinion. Plain JSON.
 */
export interface HeldVoters {
  /** Person → "voter target" of a vote → why it does not count; votes that count are absent. */
  votes: Record<string, Record<string, HeldWeight>>;
  /** Pseudonym of a guest → the fan it turned out to be. */
  joined: Record<string, string>;
}

export function noHeldVoters(): HeldVoters {
  return { votes: {}, joined: {} };
}

/** Who a pseudonym stands for now. */
export function personBehind({ joined }: HeldVoters, voterId: string): string {
  return lookup(joined, voterId) ?? voterId;
}

/** What becomes of a person's ballots: voided weighs more than quarantined, whichever came first. */
export function weightOf({ votes }: HeldVoters, personId: string): VoteWeight {
  const weights = Object.values(lookup(votes, personId) ?? {});
  if (weights.includes('voided')) return 'voided';
  return weights.length > 0 ? 'quarantined' : 'counted';
}

/** Notes what becomes of one vote, of whose voter nothing need be known. */
export function holdVote(held: HeldVoters, { voterId, targetId }: VoteRef, weight: VoteWeight) {
  const personId = personBehind(held, voterId);
  const votes = obtain<Record<string, HeldWeight>>(held.votes, personId, () => ({}));
  const key = `${voterId} ${targetId}`;
  if (weight === 'counted') delete votes[key];
  else votes[key] = weight;
  if (Object.keys(votes).length === 0) delete held.votes[personId];
}

/** A guest turned out to be a fan: what is held of the one is held of the other, and can be decided on under both names. */
export function joinHeld({ votes, joined }: HeldVoters, formerId: string, fanId: string): void {
  for (const [id, personId] of Object.entries(joined))
    if (personId === formerId) joined[id] = fanId;
  joined[formerId] = fanId;
  // Nobody is somebody else's former self and the other way round.
  delete joined[fanId];
  const former = lookup(votes, formerId);
  if (!former) return;
  delete votes[formerId];
  votes[fanId] = { ...lookup(votes, fanId), ...former };
}
