import type { Ballot, Ballots } from './ballots.ts';
import { countBy } from './rows.ts';
import { poissonBinomialTail } from './statistics.ts';

/** Numbers of entries, ascending. */
export type EntrySet = readonly number[];

/**
 * How many accounts would have the set exactly, and how many others more than half of it, if all chose by the entries' popularity with
 * those who are not its holders.
 *
 * Formula: m!·p₁…pₘ for each ballot of m entries; a Poisson-binomial tail with min(1, k·p) for each other ballot of k. O(accounts).
 */
export function expectedHolders(
  set: EntrySet,
  holders: readonly Ballot[],
  { all, ids, votesFor }: Ballots,
): { exact: number; most: number } {
  const within = countBy(
    holders.flatMap(({ targets }) => targets),
    (target) => target,
  );
  const votes = all.reduce((sum, { targets }) => sum + targets.length, 0);
  const votesOfHolders = holders.reduce((sum, { targets }) => sum + targets.length, 0);
  const popularity = set.map(
    (target) =>
      (votesFor(target) - (within.get(target) ?? 0) + 1) / (votes - votesOfHolders + ids.length),
  );
  const ballotsOfSize = countBy(all, ({ targets }) => targets.length);
  const orders = set.reduce((product, _, at) => product * (at + 1), 1);
  const chance = popularity.reduce((product, share) => product * share, orders);
  const holdersOfSize = countBy(holders, ({ targets }) => targets.length);
  let most = 0;
  for (const [size, count] of ballotsOfSize) {
    const others = count - (holdersOfSize.get(size) ?? 0);
    const chances = popularity.map((share) => Math.min(1, size * share));
    most += others * poissonBinomialTail(chances, Math.floor(set.length / 2) + 1);
  }
  return { exact: chance * (ballotsOfSize.get(set.length) ?? 0), most };
}

/**
 * How coherent a set is: of the accounts that have more than half of it, but for as many as chance gives, the part that has all of it. Near 1 for
 * a ring, which was told the set; whom taste or a list led there has this or that of it. O(votes).
 */
export function coherenceOf(set: EntrySet, ballots: Ballots): number {
  const inSet = new Set(set);
  const whole: Ballot[] = [];
  let most = 0;
  for (const ballot of ballots.all) {
    const shared = ballot.targets.filter((target) => inSet.has(target)).length;
    if (shared === set.length) whole.push(ballot);
    else if (2 * shared > set.length) most++;
  }
  if (whole.length === 0) return 0;
  const beyondChance = Math.max(0, most - expectedHolders(set, whole, ballots).most);
  return whole.length / (whole.length + beyondChance);
}
